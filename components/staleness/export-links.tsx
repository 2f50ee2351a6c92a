/** The filtered series as a file: all of them, not only those in sight. */
import { Download } from "lucide-react";
import { buttonClass } from "@/components/ui/button";
import type { StalenessFilters } from "./staleness-filters";
import { exportHref } from "./staleness-queries";

const FORMATS = [
  { format: "csv", label: "CSV" },
  { format: "ndjson", label: "JSON" },
] as const;

export function ExportLinks({ filters }: { filters: StalenessFilters }) {
  return FORMATS.map(({ format, label }) => (
    <a
      key={format}
      href={exportHref(filters, format)}
      download
      data-tip={`Every series of this filter as ${label}`}
      className={buttonClass("quiet", "small")}
    >
      <Download className="size-3.5" aria-hidden="true" />
      {label}
    </a>
  ));
}
