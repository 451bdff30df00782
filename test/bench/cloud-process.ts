import { demoLock } from "../../src-main/demo/demo-lock.ts";
import { DEMO_KEY, startDemoServer } from "../../src-main/demo/server.ts";

/** A simulated cloud in a process of its own; so many seconds of its time pass with each request that none is too early. */
const count = Number(process.argv[2] ?? "4");
const stepMs = Number(process.argv[3] ?? "20") * 1000;
let now = Date.UTC(2026, 10, 24);
const server = await startDemoServer({
  scripted: false,
  key: DEMO_KEY,
  locks: Array.from({ length: count }, (_, index) => demoLock(index + 1, `Door ${index + 1}`)),
  now: () => now,
  onRequest: () => {
    now += stepMs;
  },
});
process.send?.(server.origin);
process.on("disconnect", () => {
  void server.close();
});
