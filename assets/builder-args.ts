type Env = Readonly<Record<string, string | undefined>>;

const SYSTEMS = { linux: "--linux", darwin: "--mac", win32: "--win" } as const;
const SYSTEM_FLAGS = ["--linux", "-l", "--mac", "-m", "--win", "--windows", "-w"];

const isSystem = (platform: string): platform is keyof typeof SYSTEMS => Object.hasOwn(SYSTEMS, platform);
const isSet = (env: Env, name: string): boolean => (env[name] ?? "") !== "";

/**
 * What electron-builder is told besides electron-builder.yml: the system if nobody named one, Electron's place if it is
 * on this computer, how a bundle for macOS is signed, and where a release comes from.
 */
export function builderArgs(
  platform: string,
  env: Env,
  electronDist: string | null,
  words: readonly string[],
): readonly string[] {
  const system = words.some((word) => SYSTEM_FLAGS.includes(word)) || !isSystem(platform) ? [] : [SYSTEMS[platform]];
  const electron = electronDist === null ? [] : [`-c.electronDist=${electronDist}`];
  return [...system, ...words, "--publish", "never", ...electron, ...signing(platform, env), ...origin(env)];
}

/** Without any signature macOS shows no notifications, and a hardened program of nobody's does not load its framework. */
function signing(platform: string, env: Env): readonly string[] {
  if (platform !== "darwin" || isSet(env, "CSC_LINK") || isSet(env, "CSC_NAME")) return [];
  return ["-c.mac.identity=-", "-c.mac.hardenedRuntime=false", "-c.mac.notarize=false"];
}

function origin(env: Env): readonly string[] {
  const { GITHUB_SERVER_URL: server = "https://github.com", GITHUB_REPOSITORY: repository = "" } = env;
  return repository === "" ? [] : [`-c.extraMetadata.homepage=${server}/${repository}`];
}
