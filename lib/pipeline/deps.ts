/** What every pipeline verb may use: chosen by `inngest` and `app`, or by a test. */
import type { Policy } from "@/lib/config/policy-schema";
import type { Db } from "@/lib/db/connect";
import type { Calendar } from "@/lib/domain/calendar";
import type { Logger } from "@/lib/log";
import type { Provider } from "@/lib/provider/provider";

export type PipelineDeps = {
  db: Db;
  provider: Provider;
  /** The exchange's calendar; crypto derives from it. */
  exchange: Calendar;
  /** The policy in force at the moment of asking: it may be edited while the process runs. */
  policy: () => Policy;
  now: () => Date;
  log: Logger;
};
