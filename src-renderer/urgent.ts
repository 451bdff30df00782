import type { Row, Snapshot } from "../src-main/core/view/snapshot.ts";
import { t } from "./i18n.svelte.ts";

/** More rows than this that turn dangerous at once are told in one sentence. */
const ONE_BY_ONE = 3;

/** Words something urgent as it stands in a snapshot; null when it no longer does. */
export type Urgent = (snapshot: Snapshot) => string | null;

/** What became urgent from one snapshot to the next: rows that turned dangerous, and alerts that came. */
export function urgentOf(before: Snapshot, after: Snapshot): readonly Urgent[] {
  const dangerous = new Set(before.rows.filter(isAlarm).map(({ serial }) => serial));
  const told = new Set(before.alerts.map(({ id }) => id));
  const rows = after.rows.filter((row) => isAlarm(row) && !dangerous.has(row.serial));
  return [
    ...(rows.length > ONE_BY_ONE ? [headlined] : rows.map(({ serial }) => rowIn(serial))),
    ...after.alerts.filter(({ id }) => !told.has(id)).map(({ id }) => alertIn(id)),
  ];
}

const isAlarm = ({ status }: Row): boolean => status.kind === "alarm";

const headlined: Urgent = ({ headline }) => headline.sentence.text;

const rowIn =
  (wanted: string): Urgent =>
  ({ rows }) => {
    const row = rows.find((one) => one.serial === wanted && isAlarm(one));
    return row === undefined ? null : t("view.announce", { name: row.name, text: row.text });
  };

const alertIn =
  (wanted: string): Urgent =>
  ({ alerts }) => {
    const alert = alerts.find(({ id }) => id === wanted);
    return alert === undefined ? null : t("view.announce", { name: alert.title, text: alert.body });
  };
