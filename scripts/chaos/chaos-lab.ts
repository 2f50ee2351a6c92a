/** An instance of its own on known data: runs one backfill undisturbed, then the same with a death in the middle. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { connectSql, type Sql } from "@/lib/db/connect";
import { compareDigests, type Digest, takeDigest } from "@/scripts/instance/digest";
import { type Instance, startInstance } from "@/scripts/instance/instance";
import type { InstancePart } from "@/scripts/instance/instance-processes";

export type Round = {
  number: number;
  victim: InstancePart;
  afterMs: number;
  /** From the death until the app says that it is ready and its work goes on. */
  recoveryMs: number;
  finished: boolean;
  lost: string[];
  repeated: string[];
};

const LIMIT_MS = 120_000;
const LOOK_MS = 40;
/** A range that is over: what is asked for does not move with the clock. */
const BODY = { from: "2026-11-11T00:00:00Z", to: "2026-11-13T00:00:00Z" };
const SYMBOLS = `default_timeframes: [5m, 1h, 1d]
symbols:
  - { symbol: SPY, asset_class: etf }
  - { symbol: AAPL, asset_class: stock }
  - { symbol: BTC, asset_class: crypto }
  - { symbol: ETH, asset_class: crypto }
`;
/** Everything a run writes; what is left is the same in every round. */
const WRITTEN = `candles, quant_features, series, feature_freshness, freshness_history, base_streams, coverage_days,
  coverage_gaps, feature_computation_failures, symbol_computation_status, scheduler_execution_log,
  execution_log_lines, provider_requests, quarantined_bars, alerts, recovery_incidents`;

export class ChaosLab {
  readonly #directory: string;
  #instance: Instance;
  #reference: Digest = new Map();

  private constructor(directory: string, instance: Instance) {
    this.#directory = directory;
    this.#instance = instance;
  }

  static async open(directory: string): Promise<ChaosLab> {
    writeFileSync(join(directory, "symbols.yaml"), SYMBOLS);
    return new ChaosLab(directory, await startInstance(optionsOf(directory)));
  }

  /** The second of two runs: the first warms what later rounds find warm. */
  async undisturbed(): Promise<{ durationMs: number; lines: number }> {
    let durationMs = 0;
    for (let run = 1; run <= 2; run += 1) {
      await this.#empty();
      const startedAt = Date.now();
      await this.#trigger();
      if (!(await this.#hasFinished())) {
        throw new Error(`The undisturbed run did not finish.\n${this.#instance.output()}`);
      }
      durationMs = Date.now() - startedAt;
    }
    this.#reference = await this.#withSql(takeDigest);
    return { durationMs, lines: this.#reference.size };
  }

  async disturbed({
    number,
    victim,
    afterMs,
  }: Pick<Round, "number" | "victim" | "afterMs">): Promise<Round> {
    await this.#empty();
    await this.#trigger();
    await sleep(afterMs);
    const recoveryMs = await this.#killAndRecover(victim);
    const finished = await this.#hasFinished();
    const difference = compareDigests(this.#reference, await this.#withSql(takeDigest));
    return { number, victim, afterMs, recoveryMs, finished, ...difference };
  }

  close(): Promise<void> {
    return this.#instance.stop();
  }

  async #killAndRecover(victim: InstancePart): Promise<number> {
    const before = this.#instance.processes();
    const pid = before[victim];
    if (pid === undefined) throw new Error(`There is no ${victim} to kill.`);
    const startedAt = Date.now();
    process.kill(pid, "SIGKILL");
    if (victim === "launcher") {
      await this.#instance.exited;
      this.#instance = await startInstance(optionsOf(this.#directory));
    } else {
      await this.#until(() => {
        const now = this.#instance.processes()[victim];
        return Promise.resolve(now !== undefined && now !== pid);
      });
    }
    await this.#until(() => isReady(this.#instance));
    return Date.now() - startedAt;
  }

  async #until(isSo: () => Promise<boolean>): Promise<boolean> {
    const giveUpAt = Date.now() + LIMIT_MS;
    while (Date.now() < giveUpAt) {
      if (await isSo()) return true;
      await sleep(LOOK_MS);
    }
    return false;
  }

  async #trigger(): Promise<void> {
    const { status, body } = await this.#instance.call(
      "POST",
      "/api/v1/admin/backfill/trigger",
      BODY,
    );
    if (status !== 202) throw new Error(`trigger answered ${status}: ${JSON.stringify(body)}`);
  }

  /** No execution is open, and no run of the engine either. */
  #hasFinished(): Promise<boolean> {
    return this.#until(async () => {
      const open = await this.#withSql(
        (sql) => sql<{ count: number }[]>`
          select (select count(*) from scheduler_execution_log where status = 'running')::int4
               + (select count(*) from engine.runs where ended_at is null)::int4 as count`,
      ).catch(() => null);
      return open?.[0]?.count === 0;
    });
  }

  async #empty(): Promise<void> {
    await this.#withSql((sql) => sql.unsafe(`truncate ${WRITTEN} restart identity cascade`));
  }

  async #withSql<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    const sql = connectSql(this.#instance.databaseUrl, { max: 1 });
    try {
      return await work(sql);
    } finally {
      await sql.end({ timeout: 2 });
    }
  }
}

function optionsOf(directory: string) {
  return {
    dataDir: join(directory, "data"),
    env: {
      SYMBOLS_FILE: join(directory, "symbols.yaml"),
      SCHEDULE: "off",
      MASSIVE_REQUESTS_PER_MINUTE: "0",
      SIMULATOR_LATENCY_MS: "30",
    },
  };
}

async function isReady({ url }: Instance): Promise<boolean> {
  try {
    const response = await fetch(`${url}/api/readyz`, { signal: AbortSignal.timeout(2_000) });
    return response.status === 200;
  } catch {
    return false;
  }
}
