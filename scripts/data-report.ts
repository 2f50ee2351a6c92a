/**
 * Compares the product with everything in ../shared/data and writes the table between the markers of docs/data.md:
 * `npm run data:report`. Only counts and deviations are written, never a value of the references.
 */
import { readFile, writeFile } from "node:fs/promises";
import { sharedDataMissing } from "@/lib/domain/testing/shared-data";
import { compareCalendar } from "./data-report/compare-calendar";
import { compareDerived } from "./data-report/compare-derived";
import { compareIndicators } from "./data-report/compare-indicators";
import { compareRecordings } from "./data-report/compare-recordings";
import type { Comparison } from "./data-report/comparison";

const DOCUMENT = "docs/data.md";
const BEGIN = "<!-- data:report begin -->";
const END = "<!-- data:report end -->";

if (sharedDataMissing) {
  console.log(`${sharedDataMissing}: nothing to compare with, ${DOCUMENT} stays as it is.`);
} else {
  const comparisons = [
    ...(await compareRecordings()),
    ...compareCalendar(),
    ...compareDerived(),
    ...compareIndicators(),
  ];
  const text = await readFile(DOCUMENT, "utf8");
  const [before, rest] = text.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined)
    throw new Error(`${DOCUMENT} must hold the markers ${BEGIN} and ${END}`);
  await writeFile(DOCUMENT, `${before}${BEGIN}\n${tableOf(comparisons)}\n${END}${after}`);
  const compared = comparisons.reduce((sum, { values }) => sum + values, 0);
  console.log(`${compared.toLocaleString("en")} values compared, ${DOCUMENT} is written.`);
}

function tableOf(comparisons: readonly Comparison[]): string {
  const rows = comparisons.map(
    ({ reference, values, deviation, why }) =>
      `| ${reference} | ${values === 0 ? "–" : values.toLocaleString("en")} | ${deviationText(deviation)} | ${why} |`,
  );
  return [
    "| reference | values | largest deviation | why |",
    "| --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
}

function deviationText(deviation: number | null): string {
  if (deviation === null) return "not compared";
  return deviation === 0 ? "0" : deviation.toExponential(1);
}
