/** Samples → one SVG of small charts, one line each, all over the same days. */
import type { SoakSample } from "./soak-lab";

export type TimedSample = SoakSample & { day: number };

const WIDTH = 720;
const HEIGHT = 90;
const LEFT = 150;
const CHARTS: [key: keyof SoakSample, title: string][] = [
  ["heapMb", "Heap, MB"],
  ["rssMb", "Memory, MB"],
  ["connections", "Connections"],
  ["databaseMb", "Database, MB"],
  ["bars", "Bars stored"],
  ["stuck", "Work stuck"],
];

export function drawSoak(samples: readonly TimedSample[]): string {
  const lastDay = Math.max(1, samples.at(-1)?.day ?? 1);
  const charts = CHARTS.map(([key, title], index) => {
    const values = samples.map((sample) => sample[key]);
    const most = Math.max(1, ...values);
    const top = index * HEIGHT + 12;
    const points = samples
      .map(({ day }, at) => {
        const x = LEFT + (day / lastDay) * (WIDTH - LEFT - 10);
        const y = top + (HEIGHT - 30) * (1 - (values[at] ?? 0) / most);
        return `${x.toFixed(1)},${y.toFixed(1)}`;
      })
      .join(" ");
    const base = top + HEIGHT - 30;
    return [
      `<text x="8" y="${top + 14}" font-weight="600">${title}</text>`,
      `<text x="8" y="${top + 32}">now ${number(values.at(-1))}</text>`,
      `<text x="8" y="${top + 48}">most ${number(most)}</text>`,
      `<line x1="${LEFT}" x2="${WIDTH - 10}" y1="${base}" y2="${base}" stroke="#c8ccd2"/>`,
      `<polyline points="${points}" fill="none" stroke="#1f6feb" stroke-width="1.5"/>`,
    ].join("\n");
  });
  const height = CHARTS.length * HEIGHT + 24;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="12" fill="#333">
<title>Memory, connections, sizes and stuck work over the days</title>
<rect width="${WIDTH}" height="${height}" fill="#fff"/>
${charts.join("\n")}
<text x="${LEFT}" y="${height - 8}">day 0</text>
<text x="${WIDTH - 10}" y="${height - 8}" text-anchor="end">day ${lastDay.toFixed(1)}</text>
</svg>
`;
}

function number(value = 0): string {
  return value.toLocaleString("en", { maximumFractionDigits: 1 });
}
