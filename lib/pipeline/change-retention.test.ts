import { expect, test } from "vitest";
import { freshDatabase } from "@/lib/views/testing/fresh-database";
import { changeRetention } from "./change-retention";
import { readRetention } from "./maintain";

const database = freshDatabase();
const now = new Date("2026-11-20T16:00:00Z");

test("what is changed holds from then on, the rest stays", async () => {
  const base = await readRetention(database.db);
  const days = { ...base, bars: 365, provider_requests: null };
  const { before } = await changeRetention(database.db, { days, base, by: "maria", now });
  expect(before).toEqual(base);
  expect(await readRetention(database.db)).toEqual(days);
});

test("a change on top of what is no longer in force is refused and names what moved", async () => {
  const base = await readRetention(database.db);
  const change = (bars: number) =>
    changeRetention(database.db, { days: { ...base, bars }, base, by: "maria", now });
  await change(365);
  await expect(change(90)).rejects.toThrow("Somebody else has changed bars meanwhile");
  expect((await readRetention(database.db)).bars).toBe(365);
});
