/** The mark, three candles of which one is watched, and the name. */
import { AppLink } from "@/components/ui/app-link";

export function Wordmark() {
  return (
    <AppLink
      href="/"
      aria-label="Candlewatch, to health"
      className="flex shrink-0 items-center gap-2 text-ink"
    >
      <svg viewBox="0 0 20 20" className="size-5" aria-hidden="true">
        <path
          d="M4 2v3M4 13v4M10 1v4M10 12v6M16 4v3M16 15v2"
          stroke="currentColor"
          strokeWidth="1.3"
        />
        <rect x="2" y="5" width="4" height="8" fill="currentColor" />
        <rect x="8" y="5" width="4" height="7" fill="var(--color-ok)" />
        <rect
          x="14.65"
          y="7.65"
          width="2.7"
          height="6.7"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.3"
        />
      </svg>
      <span className="font-serif text-[1.2rem] leading-none tracking-[-0.02em]">Candlewatch</span>
    </AppLink>
  );
}
