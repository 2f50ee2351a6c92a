"use client";
/** Shown until the first backfill is through: four ticks that light up by themselves, and the one button. */
import { openRerun } from "@/components/rerun/open-rerun";
import { AppLink } from "@/components/ui/app-link";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Glyph } from "@/components/ui/glyph";
import type { ResponseOf } from "@/lib/client/call";
import { plural } from "@/lib/client/format";
import { useRoleReason } from "@/lib/client/use-role";

type Setup = ResponseOf<"overview">["setup"];

export function FirstRun({ setup }: { setup: Setup }) {
  const operator = useRoleReason("operator");
  // The provider is first asked by the first backfill: it can't be waited for.
  const ready = setup.database && setup.engine && setup.symbols > 0;
  const steps = [
    { key: "database", done: setup.database, text: "Database reachable and migrated" },
    { key: "engine", done: setup.engine, text: "Job engine reachable" },
    {
      key: "provider",
      done: setup.provider,
      text: setup.provider
        ? "Market data provider answers"
        : "Market data provider: first asked by the first backfill",
    },
    {
      key: "symbols",
      done: setup.symbols > 0,
      text: setup.symbols > 0 ? `${plural(setup.symbols, "symbol")} tracked` : "First symbols",
      link: { href: "/symbols", label: "Add symbols" },
    },
  ];
  return (
    <Card title="First steps" note="this goes away after the first backfill">
      <ol className="grid gap-x-8 tablet:grid-cols-2">
        {steps.map((step) => (
          <li key={step.key} className="flex items-center gap-3 border-rule border-b py-2">
            <Glyph
              name={step.done ? "check" : "ring"}
              className={step.done ? "text-ok-ink" : "text-ink-3"}
            />
            <span>
              {step.text}
              <span className="sr-only">{step.done ? ": done" : ": open"}</span>
            </span>
            {step.link && !step.done ? (
              <AppLink href={step.link.href} className="underline-quiet ml-auto">
                {step.link.label}
              </AppLink>
            ) : null}
          </li>
        ))}
      </ol>
      <Button
        variant="primary"
        size="large"
        className="mt-4"
        disabledReason={operator ?? (ready ? null : "Waits for the steps above")}
        onClick={() =>
          openRerun({
            title: "Run the first backfill",
            verb: "Run",
            choices: [
              {
                key: "all",
                label: "Every active symbol",
                count: null,
                body: { reason: "First backfill" },
              },
            ],
          })
        }
      >
        Run first backfill…
      </Button>
    </Card>
  );
}
