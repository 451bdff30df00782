import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import manifest from "../../package.json" with { type: "json" };

const FOLDER = ".github/workflows";
const names = readdirSync(FOLDER);

/** The parts of a text below the lines that `heading` matches, by what it captures. */
function parts(text: string, heading: RegExp): ReadonlyMap<string, string> {
  const found = [...text.matchAll(heading)];
  return new Map(
    found.map(({ 0: line, 1: name = "", index }, at) => [name, text.slice(index + line.length, found[at + 1]?.index)]),
  );
}

/** The jobs of a workflow, as Prettier lays them out: their names stand two deep. */
const jobsOf = (text: string): ReadonlyMap<string, string> =>
  parts(text.slice(text.indexOf("\njobs:\n")), /^ {2}([\w-]+):$/gm);

const permissionsOf = (job: string): readonly string[] => {
  const [, block = ""] = /^ {4}permissions:\n((?: {6}.*\n)+)/m.exec(job) ?? [];
  return block.trim().split(/\n\s*/);
};

it("are for changes and for releases", () => expect(names.sort()).toEqual(["ci.yml", "release.yml"]));

describe.each(names)("the workflow %s", (name) => {
  const text = readFileSync(`${FOLDER}/${name}`, "utf8");
  const jobs = jobsOf(text);

  it("has jobs, and grants nothing to all of them", () => {
    expect(jobs.size).toBeGreaterThan(2);
    expect(text).toMatch(/^permissions: \{\}$/m);
    expect(text).toMatch(/^concurrency:\n {2}group: /m);
  });

  it.each([...jobs])("limits the job %s in time, and in rights to reading", (job, body) => {
    expect(Number(/^ {4}timeout-minutes: (\d+)$/m.exec(body)?.[1])).toBeLessThanOrEqual(60);
    expect(permissionsOf(body)).toEqual([job === "draft" ? "contents: write" : "contents: read"]);
  });

  it("uses actions by their commits alone, with the version for people, and leaves no credentials behind", () => {
    const uses = [...text.matchAll(/uses: (.*)$/gm)].map(([, action = ""]) => action);
    expect(uses.length).toBeGreaterThan(5);
    for (const action of uses) expect(action).toMatch(/^actions\/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    const checkouts = text.match(/uses: actions\/checkout@.*\n {8}with:\n {10}persist-credentials: false$/gm);
    expect(checkouts?.length).toBe(uses.filter((action) => action.startsWith("actions/checkout@")).length);
  });

  it("runs scripts and files that exist", () => {
    const scripts = [...text.matchAll(/npm (?:run )?(?!ci|run|sbom)([a-z][\w:-]*)/g)].map(([, script = ""]) => script);
    expect(scripts.length).toBeGreaterThan(2);
    for (const script of scripts) expect(Object.keys(manifest.scripts), script).toContain(script);
    const files = [...text.matchAll(/node ([\w./-]+\.ts)/g)].map(([, file = ""]) => file);
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) expect(existsSync(file), file).toBe(true);
  });

  it("gives nothing that a person outside may write to a shell as text", () => {
    const lines = text.split("\n").filter((line) => line.includes("${{"));
    for (const line of lines) expect(line).toMatch(/^ *(name|group|cancel-in-progress|runs-on|TAG|GH_TOKEN|[A-Z_]+): /);
  });

  it("installs without the scripts of packages", () => {
    for (const [command] of text.matchAll(/npm ci.*/g)) expect(command).toContain("--ignore-scripts");
  });
});

describe("a release", () => {
  const text = readFileSync(`${FOLDER}/release.yml`, "utf8");

  it("is made of a tag alone, verified first, and stays a draft", () => {
    expect(text).toMatch(/^on:\n {2}push:\n {4}tags: \["v\*"\]\n\n/m);
    expect(text).toContain("needs: verify");
    expect(text).toContain("needs: build");
    expect(text).toMatch(/gh release create "\$TAG" --draft --verify-tag/);
  });

  it("reads secrets for signing where the system is theirs, and the draft reads none", () => {
    const secrets = [...text.matchAll(/secrets\.(\w+)/g)].map(([, secret = ""]) => secret);
    expect(
      secrets.filter(
        (secret) => !/^(WINDOWS|MAC)_CERTIFICATE(_PASSWORD)?$|^APPLE_API_(KEY|KEY_ID|ISSUER)$/.test(secret),
      ),
    ).toEqual([]);
    expect(jobsOf(text).get("draft")).not.toContain("secrets.");
  });
});
