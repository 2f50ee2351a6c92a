/** What every journey has at hand: a page signed in as an admin, the API as an admin, the database, the simulated vendor. */
import { type APIRequestContext, test as base, expect, type Page } from "@playwright/test";
import { connectSql, type Sql } from "@/lib/db/connect";

type Fixtures = {
  /** The API with an admin's key. */
  api: APIRequestContext;
  /** Plants faults in the simulated vendor (`html_502:AAPL:3`); they are lifted after the test. */
  plantFaults: (faults: string) => Promise<void>;
};

type WorkerFixtures = {
  /** Rows that a journey needs are made here, not by clicking. */
  sql: Sql;
};

export const test = base.extend<Fixtures, WorkerFixtures>({
  api: async ({ playwright, baseURL }, use) => {
    const context = await playwright.request.newContext({
      ...(baseURL === undefined ? {} : { baseURL }),
      extraHTTPHeaders: { authorization: `Bearer ${required("E2E_ADMIN_KEY")}` },
    });
    await use(context);
    await context.dispose();
  },

  plantFaults: async ({ playwright }, use) => {
    const vendor = await playwright.request.newContext({ baseURL: required("E2E_VENDOR_URL") });
    const plant = async (faults: string) => {
      const answer = await vendor.post("/simulator/faults", { data: { faults } });
      expect(answer.ok(), await answer.text()).toBe(true);
    };
    await use(plant);
    await plant("");
    await vendor.dispose();
  },

  sql: [
    async ({ playwright: _ }, use) => {
      const sql = connectSql(required("E2E_DATABASE_URL"), { max: 2, applicationName: "e2e" });
      await use(sql);
      await sql.end();
    },
    { scope: "worker" },
  ],
});

export { expect };

/** Until the page takes keys: it is painted before it can act. */
export async function takesKeys(page: Page): Promise<void> {
  await expect(page.locator("html[data-ready]")).toBeAttached();
}

function required(name: string): string {
  const value = process.env[name];
  if (value) return value;
  throw new Error(`${name} is not set: e2e/global-setup.ts sets it.`);
}
