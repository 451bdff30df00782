import { render, screen } from "@testing-library/svelte";
import { tick } from "svelte";
import { beforeEach, describe, expect, it } from "vitest";
import { Clock } from "../../src-renderer/clock.svelte.ts";
import Notes from "../../src-renderer/components/Notes.svelte";
import SearchField from "../../src-renderer/components/SearchField.svelte";
import { Connection } from "../../src-renderer/connection.svelte.ts";
import { setClock, setConnection, setList } from "../../src-renderer/contexts.ts";
import { speak } from "../../src-renderer/i18n.svelte.ts";
import { ListModel } from "../../src-renderer/list-model.svelte.ts";
import { Toasts } from "../../src-renderer/toasts.svelte.ts";
import Alone from "./support/Alone.svelte";
import { NOW } from "./support/rows.ts";
import { STATES } from "./support/states.ts";
import { createDesk, textOf } from "./support/window.ts";

beforeEach(() => speak(STATES.calm.words));

describe("a component by itself", () => {
  it("takes only what it uses: notes a connection and a clock", () => {
    const { api } = createDesk(STATES.notes);
    const clock = new Clock(() => NOW);
    const options = { api, clock, toasts: new Toasts(clock), took: () => undefined };
    const provide = (): void => {
      setConnection(new Connection(options, STATES.notes));
      setClock(clock);
    };
    render(Alone, { part: Notes, provide });
    expect(textOf(".note")).toBe("Using 127.0.0.1:4517, not Tedee");
  });

  it("takes only what it uses: a search field a list", async () => {
    const { snapshot, view } = STATES.fifty;
    const list = new ListModel({ read: () => NOW, changed: () => undefined }, snapshot, view);
    render(Alone, { part: SearchField, provide: () => setList(list) });
    list.find("boiler");
    await tick();
    expect(screen.getByRole("status").textContent).toBe("1 lock found");
  });
});
