/** Series as a file: all of the filter, not only those in sight, or those that are selected. */
import { Download } from "lucide-react";
import { Button, buttonClass } from "@/components/ui/button";
import type { StalenessFilters } from "./staleness-filters";
import { exportHref, selectionHref } from "./staleness-queries";

const FORMATS = [
  { format: "csv", label: "CSV" },
  { format: "ndjson", label: "JSON" },
] as const;

export function ExportLinks({ filters }: { filters: StalenessFilters }) {
  return FORMATS.map(({ format, label }) => (
    <FileLink
      key={format}
      href={exportHref(filters, format)}
      label={label}
      tip={`Every series of this filter as ${label}`}
    />
  ));
}

/** They are named in the address, which has an end. */
const MOST_NAMED = 500;

/** The selected series as a file, those alone. */
export function SelectionLinks({
  selected,
  filters,
}: {
  selected: ReadonlySet<string>;
  filters: Pick<StalenessFilters, "at">;
}) {
  if (selected.size > MOST_NAMED) {
    const reason = `At most ${MOST_NAMED} at once; a filter is exported whole at the top of the page`;
    return (
      <Button size="small" disabledReason={reason}>
        Export
      </Button>
    );
  }
  return FORMATS.map(({ format, label }) => (
    <FileLink
      key={format}
      href={selectionHref(filters, selected, format)}
      label={label}
      tip={`What is selected as ${label}`}
    />
  ));
}

function FileLink({ href, label, tip }: { href: string; label: string; tip: string }) {
  return (
    <a href={href} download data-tip={tip} className={buttonClass("quiet", "small")}>
      <Download className="size-3.5" aria-hidden="true" />
      {label}
    </a>
  );
}
