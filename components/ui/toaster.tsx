"use client";
/** Draws announcements with sonner; loaded when there is one. */
import { useEffect } from "react";
import { Toaster as Sonner, toast } from "sonner";
import { AppLink } from "./app-link";
import { Glyph } from "./glyph";
import { type Notice, takeNotices } from "./notify";

function show({ tone = "ok", title, detail, link }: Notice): void {
  toast.custom(
    (id) => (
      <div className="flex w-[min(22rem,88vw)] items-start gap-3 rounded-lg border border-rule bg-raised px-4 py-3 text-base text-ink shadow-lift">
        <Glyph
          name={tone === "ok" ? "check" : "triangle"}
          className={tone === "ok" ? "mt-1 text-ok-ink" : "mt-1 text-bad-ink"}
        />
        <div className="min-w-0 grow">
          <p className="font-medium">{title}</p>
          {detail ? <p className="break-words text-ink-2 text-small">{detail}</p> : null}
        </div>
        {link ? (
          <AppLink
            href={link.href}
            onClick={() => toast.dismiss(id)}
            className="underline-quiet whitespace-nowrap font-medium"
          >
            {link.label}
          </AppLink>
        ) : null}
      </div>
    ),
    { duration: link ? 12_000 : 5_000 },
  );
}

export function Toaster() {
  // External system: sonner's own store of toasts.
  useEffect(() => takeNotices(show), []);
  return <Sonner position="bottom-right" offset={16} mobileOffset={{ bottom: 72 }} />;
}
