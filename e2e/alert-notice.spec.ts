import type { Page } from "@playwright/test";
import { expect, takesKeys, test } from "./fixtures";

/** A minute between two questions, and a second for the timer. */
const NEXT_QUESTION_MS = 61_000;

test("an alert that begins to fire becomes one notice of the browser, which leads to it", async ({
  page,
  context,
  sql,
}) => {
  await context.grantPermissions(["notifications"]);
  const shown = await recordNotices(page);
  await page.clock.install();
  await page.goto("/settings/notifications");
  await takesKeys(page);
  const firstAnswer = alertsAsked(page);
  await page.getByRole("radio", { name: "Always" }).check();
  await firstAnswer;
  const summary = "12 critical series are behind: planted for this journey";
  const [alert] = await sql<{ id: number }[]>`
    insert into alerts (rule, group_key, severity, state, summary, affected_count, details, pending_since, firing_since, last_seen_at)
    values ('stale_series', 'planted notice', 'critical', 'firing', ${summary}, 12, '{"affected": ["SPY 1d"]}', now(), now(), now())
    returning id::int`;
  try {
    await nextQuestion(page);
    await expect
      .poll(() => shown)
      .toEqual([{ title: "Critical alert", body: summary, tag: `candlewatch alert ${alert?.id}` }]);
    await nextQuestion(page);
    expect(shown).toHaveLength(1);

    await page.evaluate(() => Reflect.get(window, "newestNotice").onclick());
    await expect(page).toHaveURL(new RegExp(`/alerts\\?alert=${alert?.id}$`));
    const line = page.getByRole("listitem", { name: summary });
    await expect(line.getByRole("button", { expanded: true })).toBeVisible();
  } finally {
    await sql`delete from alerts where group_key = 'planted notice'`;
  }
});

type Notice = { title: string; body: string; tag: string };

/** Browsers without a display show no notices: what would be shown is noted instead. */
async function recordNotices(page: Page): Promise<Notice[]> {
  const shown: Notice[] = [];
  await page.exposeFunction("noteNotice", (notice: Notice) => shown.push(notice));
  await page.addInitScript(() => {
    class Recorded {
      static readonly permission = "granted";
      onclick: (() => void) | null = null;
      constructor(title: string, { body, tag }: Omit<Notice, "title">) {
        Reflect.set(window, "newestNotice", this);
        Reflect.get(window, "noteNotice")({ title, body, tag });
      }
    }
    Reflect.set(window, "Notification", Recorded);
  });
  return shown;
}

async function nextQuestion(page: Page): Promise<void> {
  const answer = alertsAsked(page);
  await page.clock.fastForward(NEXT_QUESTION_MS);
  await answer;
}

function alertsAsked(page: Page) {
  return page.waitForResponse((response) =>
    response.url().includes("/api/v1/admin/alerts?state=firing"),
  );
}
