/** A secret that is shown this once, with a button that copies it whole. */
import { Copy } from "lucide-react";
import { buttonClass } from "@/components/ui/button";

export function SecretNote({
  label,
  secret,
  children,
}: {
  label: string;
  secret: string;
  /** What it is good for, and how long. */
  children: React.ReactNode;
}) {
  return (
    <div className="flex flex-col gap-2">
      <p>{children}</p>
      <div className="flex flex-wrap items-start gap-2 border-warn border-l-2 bg-warn-wash px-3 py-2">
        <code className="min-w-0 grow basis-64 break-all font-mono text-small">{secret}</code>
        <button
          type="button"
          data-copy={secret}
          aria-label={`Copy ${label}`}
          className={buttonClass("plain", "small")}
        >
          <Copy className="size-3.5" aria-hidden="true" /> Copy
        </button>
      </div>
      <p className="text-ink-2 text-small">
        It is shown this once and stored nowhere in the clear.
      </p>
    </div>
  );
}
