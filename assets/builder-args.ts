type Env = Readonly<Record<string, string | undefined>>;

const SYSTEMS = { linux: "--linux", darwin: "--mac", win32: "--win" } as const;
const SYSTEM_FLAGS = ["--linux", "-l", "--mac", "-m", "--win", "--windows", "-w"];

/** Variables that a workflow leaves empty where the repository has no such secret. */
const SIGNING = /^(WIN_)?CSC_|^APPLE_/;

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

/** The environment for electron-builder, which takes an empty name of a certificate for that of a folder. */
export function builderEnv(env: Env): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([name, value]) => value !== "" || !SIGNING.test(name)));
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
