/** The health as a small picture for a README or a wiki. */
import type { HealthStatus } from "@/lib/domain/vocabulary";

export type BadgeMessage = HealthStatus | "unknown";

const LABEL = "candlewatch";
const COLOURS: Record<BadgeMessage, string> = {
  healthy: "#2e7d4f",
  degraded: "#b26a00",
  unhealthy: "#b3261e",
  unknown: "#5f6368",
};
/** Width of a character at 11 px in the font that readers most likely have. */
const CHARACTER_PX = 6.6;
const PADDING_PX = 10;

export function badgeJson(message: BadgeMessage) {
  return { schemaVersion: 1 as const, label: LABEL, message, color: COLOURS[message] };
}

export function badgeSvg(message: BadgeMessage): string {
  const left = Math.round(LABEL.length * CHARACTER_PX) + PADDING_PX;
  const right = Math.round(message.length * CHARACTER_PX) + PADDING_PX;
  const width = left + right;
  const text = (x: number, words: string) =>
    `<text x="${x}" y="14" fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" text-anchor="middle">${words}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="20" role="img" aria-label="${LABEL}: ${message}">`,
    `<title>${LABEL}: ${message}</title>`,
    `<clipPath id="r"><rect width="${width}" height="20" rx="3"/></clipPath>`,
    `<g clip-path="url(#r)"><rect width="${left}" height="20" fill="#3b4048"/>`,
    `<rect x="${left}" width="${right}" height="20" fill="${COLOURS[message]}"/></g>`,
    text(left / 2, LABEL),
    text(left + right / 2, message),
    "</svg>",
  ].join("");
}
