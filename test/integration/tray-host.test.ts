import { describe, expect, it } from "vitest";
import { noBus } from "../../src-main/shell/bus.ts";
import { TRAY_HOST_NAME, watchTrayHost } from "../../src-main/shell/tray-host.ts";
import { busRoom, listener } from "../unit/support/bus-room.ts";

const { client, small } = busRoom();

/** What was said of the host, word by word. */
function words() {
  const { heard, hear, next } = listener<string>();
  const say = (word: string) => (): void => hear(word);
  const listeners = { absent: say("absent"), appeared: say("appeared"), reappeared: say("reappeared") };
  return { heard, next, listeners };
}

describe("whoever shows tray icons", () => {
  const SHOWN = "IsStatusNotifierHostRegistered";

  async function watched(present: boolean, shown = true) {
    const { server, socket, die } = await small();
    server.say(SHOWN, shown);
    if (present) server.own(TRAY_HOST_NAME, true);
    const bus = client(socket);
    const { heard, next, listeners } = words();
    await watchTrayHost(bus, listeners);
    return { server, bus, die, heard, next };
  }

  it("is missed at the start, and the icon made anew when it comes, once", async () => {
    const { server, heard, next } = await watched(false);
    expect(heard).toEqual(["absent"]);
    for (const word of ["appeared", "reappeared", "reappeared"]) {
      const came = next();
      server.own(TRAY_HOST_NAME, true);
      expect(await came).toBe(word);
      server.own(TRAY_HOST_NAME, false);
    }
    expect(heard).toEqual(["absent", "appeared", "reappeared", "reappeared"]);
  });

  it("is not spoken of while it is there, also when its owner changes", async () => {
    const { server, bus, heard, next } = await watched(true);
    server.own(TRAY_HOST_NAME, true);
    await bus.nameHasOwner(TRAY_HOST_NAME);
    expect(heard).toEqual([]);
    const came = next();
    server.own(TRAY_HOST_NAME, false);
    server.own(TRAY_HOST_NAME, true);
    expect(await came).toBe("reappeared");
  });

  it.each(["before Ajar", "after Ajar"])(
    "is nobody while icons are only listed, by a list that is there %s",
    async (when) => {
      const early = when === "before Ajar";
      const { server, bus, heard, next } = await watched(early, false);
      if (!early) server.own(TRAY_HOST_NAME, true);
      await bus.nameHasOwner(TRAY_HOST_NAME);
      expect(heard).toEqual(["absent"]);
      const came = next();
      server.say(SHOWN, true);
      server.signal(TRAY_HOST_NAME, "StatusNotifierHostRegistered");
      expect(await came).toBe("appeared");
      // a second panel changes nothing
      server.signal(TRAY_HOST_NAME, "StatusNotifierHostRegistered");
      await bus.nameHasOwner(TRAY_HOST_NAME);
      expect(heard).toEqual(["absent", "appeared"]);
    },
  );

  it("is nobody, and that is said once, when the list went while it was asked", async () => {
    const { server, socket } = await small({ deafTo: ["Get"] });
    server.own(TRAY_HOST_NAME, true);
    const bus = client(socket);
    const { heard, next, listeners } = words();
    const [asked, told] = [server.called("Get"), next()];
    const watching = watchTrayHost(bus, listeners);
    await asked;
    server.own(TRAY_HOST_NAME, false);
    expect(await told).toBe("absent");
    // answers what is open
    bus.dispose();
    await watching;
    expect(heard).toEqual(["absent"]);
  });

  it("is missed where there is no bus", async () => {
    const { heard, listeners } = words();
    await watchTrayHost(noBus, listeners);
    expect(heard).toEqual(["absent"]);
  });
});
