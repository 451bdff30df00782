import { demoLock, LOCK_STATE } from "../../src-main/demo/demo-lock.ts";
import { DEMO_KEY, startDemoServer } from "../../src-main/demo/server.ts";

/** A simulated cloud in a process of its own; so many seconds of its time pass with each request that none is too early. */
const count = Number(process.argv[2] ?? "4");
const stepMs = Number(process.argv[3] ?? "20") * 1000;
/** Each so many requests the first lock moves; 0 is never. */
const movesEvery = Number(process.argv[4] ?? "0");
const locks = Array.from({ length: count }, (_, index) => demoLock(index + 1, `Door ${index + 1}`));
let requests = 0;
let now = Date.UTC(2026, 10, 24);
const server = await startDemoServer({
  scripted: false,
  key: DEMO_KEY,
  locks,
  now: () => now,
  onRequest: () => {
    now += stepMs;
    requests += 1;
    const [first] = locks;
    if (movesEvery === 0 || requests % movesEvery !== 0 || first === undefined) return;
    const state = requests % (2 * movesEvery) === 0 ? LOCK_STATE.locked : LOCK_STATE.unlocked;
    server.cloud.set(first.serial, { state });
  },
});
process.send?.(server.origin);
process.on("disconnect", () => {
  void server.close();
});
