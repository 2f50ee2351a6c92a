/** Keeps what a benchmark found: one JSON file each, and one page drawn from all of them. Nothing in the page is typed. */
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { cpus, loadavg, totalmem } from "node:os";
import { join } from "node:path";
import { parseReport, type Report, type Results } from "./report";

const DIRECTORY = "docs/performance";
const PAGE = "docs/performance.md";
const BUSY_LOAD_PER_CORE = 1.5;

/**
 * @param name of the benchmark: `load` is kept in docs/performance/load.json
 * @throws Error when the directory can't be written; what was there is then as it was
 */
export async function writeReport(name: string, results: Results): Promise<void> {
  await mkdir(DIRECTORY, { recursive: true });
  const report: Report = {
    ...results,
    measuredAt: new Date().toISOString().slice(0, 16).concat("Z"),
    machine: {
      node: process.version,
      cores: cpus().length,
      memoryGb: Math.round(totalmem() / 2 ** 30),
      loadAverage: Number((loadavg()[0] ?? 0).toFixed(1)),
    },
  };
  await replace(join(DIRECTORY, `${name}.json`), `${JSON.stringify(report, null, 2)}\n`);
  await writePage();
  console.log(drawReport(report));
}

/** A reader never meets half a file. */
async function replace(path: string, text: string): Promise<void> {
  const draft = `${path}.${process.pid}.tmp`;
  await writeFile(draft, text);
  await rename(draft, path);
}

/** Draws docs/performance.md from every report that is kept. */
export async function writePage(): Promise<void> {
  const files = (await readdir(DIRECTORY)).filter((file) => file.endsWith(".json")).sort();
  const reports = await Promise.all(files.map((file) => readReport(join(DIRECTORY, file))));
  const page = [
    "# Performance",
    "",
    "Drawn by `npm run performance` from the reports beside it; each benchmark writes its own. Every figure stands beside its limit or its peer, measured in the same run: times of a shared two-core machine say little by themselves.",
    "",
    ...reports.map(drawReport),
  ];
  await replace(PAGE, `${page.join("\n").trimEnd()}\n`);
}

async function readReport(path: string): Promise<Report> {
  return parseReport(JSON.parse(await readFile(path, "utf8")), path);
}

function drawReport(report: Report) {
  const { title, setting, command, machine, measuredAt, figures, notes, details = [] } = report;
  const { node, cores, memoryGb, loadAverage } = machine;
  const isBusy = loadAverage > cores * BUSY_LOAD_PER_CORE;
  return [
    `## ${title}`,
    "",
    `${setting} Repeat it with \`${command}\`.`,
    "",
    `Measured ${measuredAt} on ${cores} cores, ${memoryGb} GB, Node ${node}, load average ${loadAverage}${isBusy ? ": **the machine was busy with other work**, so only the ratios say something" : ""}.`,
    "",
    "| what | goal | measured | limit or peer | ratio | met |",
    "| --- | --- | --- | --- | --- | --- |",
    ...figures.map(
      ({ what, goal, measured, limit, ratio, met }) =>
        `| ${what} | ${goal ?? ""} | ${measured} | ${limit ?? ""} | ${ratio === undefined ? "" : ratio.toFixed(2)} | ${inWords(met)} |`,
    ),
    "",
    ...notes.flatMap((text) => [text, ""]),
    ...details.flatMap(({ summary, columns, rows }) => [
      `<details><summary>${summary}</summary>`,
      "",
      ...[columns, columns.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`),
      "",
      "</details>",
      "",
    ]),
  ].join("\n");
}

function inWords(met: boolean | undefined): string {
  if (met === undefined) return "";
  return met ? "yes" : "**no**";
}
