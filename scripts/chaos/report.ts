/** The rounds of a chaos run in numbers, and as the section of `docs/reliability.md` that they are. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import type { InstancePart } from "@/scripts/instance/instance-processes";
import type { Round } from "./chaos-lab";

export type ChaosSummary = {
  lost: number;
  repeated: number;
  unfinished: number;
  slowestRecoveryMs: number;
};

export function summaryOf(rounds: readonly Round[]): ChaosSummary {
  return {
    lost: sum(rounds, ({ lost }) => lost.length),
    repeated: sum(rounds, ({ repeated }) => repeated.length),
    unfinished: sum(rounds, ({ finished }) => (finished ? 0 : 1)),
    slowestRecoveryMs: Math.max(0, ...rounds.map(({ recoveryMs }) => recoveryMs)),
  };
}

const sum = (rounds: readonly Round[], of: (round: Round) => number) =>
  rounds.reduce((total, round) => total + of(round), 0);

const BEGIN = "<!-- chaos: written by `npm run chaos -- --report-file docs/reliability.md` -->";
const END = "<!-- end of chaos -->";
type Kept = Pick<Round, "victim" | "recoveryMs" | "finished"> & { lost: number; repeated: number };

/** Replaces the section between the marks; a run with another seed adds to it, the same seed replaces its own. */
export function reportRounds(
  file: string,
  { seed, rounds }: { seed: number; rounds: readonly Round[] },
): void {
  const text = existsSync(file)
    ? readFileSync(file, "utf8")
    : `# Reliability\n\n${BEGIN}\n${END}\n`;
  const [before = "", rest = ""] = text.split(BEGIN);
  const [section = "", after = ""] = rest.split(END);
  const runs = new Map(readRuns(section)).set(
    seed,
    rounds.map(({ victim, recoveryMs, finished, lost, repeated }) => ({
      victim,
      recoveryMs,
      finished,
      lost: lost.length,
      repeated: repeated.length,
    })),
  );
  writeFileSync(file, `${before}${BEGIN}\n${sectionOf(runs)}${END}${after}`);
}

const DATA = /^<!-- seed (\d+): (.+) -->$/gm;

function readRuns(section: string): [number, Kept[]][] {
  return [...section.matchAll(DATA)].map(([, seed, rounds]) => [
    Number(seed),
    JSON.parse(rounds ?? "[]") as Kept[],
  ]);
}

function sectionOf(runs: ReadonlyMap<number, readonly Kept[]>): string {
  const all = [...runs.values()].flat();
  const victims: InstancePart[] = ["app", "postgres", "simulator", "launcher"];
  const rows = victims.map((victim) =>
    rowOf(
      victim,
      all.filter((round) => round.victim === victim),
    ),
  );
  const data = [...runs].map(
    ([seed, rounds]) => `<!-- seed ${seed}: ${JSON.stringify(rounds)} -->`,
  );
  return [
    `${all.length} rounds (seeds ${[...runs.keys()].join(", ")}) on ${cpus().length} cores: a backfill of known data, a \`kill -9\` at a random instant, and every`,
    "table held against an undisturbed run.\n",
    "| killed | rounds | lost | repeated | unfinished | median recovery | slowest recovery |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...rows,
    rowOf("all", all),
    "",
    ...data,
    "",
  ].join("\n");
}

function rowOf(name: string, rounds: readonly Kept[]): string {
  const times = rounds.map(({ recoveryMs }) => recoveryMs).sort((a, b) => a - b);
  const seconds = (ms: number | undefined) =>
    ms === undefined ? "–" : `${(ms / 1000).toFixed(1)} s`;
  const lost = rounds.reduce((total, round) => total + round.lost, 0);
  const repeated = rounds.reduce((total, round) => total + round.repeated, 0);
  const unfinished = rounds.filter(({ finished }) => !finished).length;
  const middle = seconds(times[Math.floor(times.length / 2)]);
  return `| ${name} | ${rounds.length} | ${lost} | ${repeated} | ${unfinished} | ${middle} | ${seconds(times.at(-1))} |`;
}
