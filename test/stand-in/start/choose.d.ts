/** Why Electron's release of a version is out of reach, in words; null when it can be fetched. */
export function releaseObstacle(
  env: Readonly<Record<string, string | undefined>>,
  version: string,
): Promise<string | null>;
