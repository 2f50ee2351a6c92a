"use client";
/** Who the symbol is, whether its market is open, and what can be done with it. */
import { useState } from "react";
import { gracePlace } from "@/components/settings/policy-place";
import { CLASS_WORDS, TIER_WORDS } from "@/components/staleness/series-words";
import { AppLink } from "@/components/ui/app-link";
import { Button, buttonClass } from "@/components/ui/button";
import { notify } from "@/components/ui/notify";
import { PAUSED_WORDS, type StateWords } from "@/components/ui/state-words";
import { Status } from "@/components/ui/status";
import { Time } from "@/components/ui/time";
import { useRoleReason } from "@/lib/client/use-role";
import { EditDialog } from "./edit-dialog";
import { PauseDialog } from "./pause-dialog";
import type { SymbolData } from "./symbol-data";
import { useSymbolChange } from "./use-symbol-change";

const INACTIVE_WORDS: StateWords = { word: "Not tracked any more", glyph: "slash", tone: "idle" };

export function SymbolHead({ data, onRerun }: { data: SymbolData; onRerun: () => void }) {
  const { symbol, market } = data;
  const operator = useRoleReason("operator");
  const admin = useRoleReason("admin");
  const [dialog, setDialog] = useState<"edit" | "pause" | null>(null);
  const close = () => setDialog(null);
  const resume = useSymbolChange(symbol.symbol, () => notify({ title: "Goes on" }));
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <h1 className="flex flex-wrap items-baseline gap-x-3 font-serif text-verdict">
          {symbol.symbol}
          {symbol.name ? (
            <span className="font-sans text-ink-2 text-large">{symbol.name}</span>
          ) : null}
        </h1>
        <p className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-1 text-ink-2">
          <span>{CLASS_WORDS[symbol.asset_class]}</span>
          <span>{TIER_WORDS[symbol.criticality]}</span>
          <span>
            {symbol.asset_class === "crypto" ? (
              "Trades round the clock"
            ) : (
              <>
                Market {market.state.replaceAll("_", " ")}, changes <Time at={market.changes_at} />
              </>
            )}
          </span>
          {symbol.active ? null : <Status state={INACTIVE_WORDS} badge />}
          {symbol.paused_until ? (
            <Status state={PAUSED_WORDS} badge>
              Paused until <Time at={symbol.paused_until} show="clock" plain />
              {symbol.paused_reason ? `: ${symbol.paused_reason}` : ""}
            </Status>
          ) : null}
        </p>
      </div>
      <div className="flex flex-wrap gap-2" data-screen-only>
        <Button
          variant="primary"
          disabledReason={operator ?? (symbol.active ? null : "The symbol is not tracked any more")}
          onClick={onRerun}
        >
          Re-run…
        </Button>
        {symbol.paused_until ? (
          <Button
            disabledReason={admin}
            busy={resume.isPending}
            onClick={() => resume.mutate({ paused_until: null, paused_reason: null })}
          >
            Resume
          </Button>
        ) : (
          <Button disabledReason={admin} onClick={() => setDialog("pause")}>
            Pause…
          </Button>
        )}
        <Button disabledReason={admin} onClick={() => setDialog("edit")}>
          Edit…
        </Button>
        <AppLink
          href={`/settings/policies?at=${gracePlace(symbol.criticality)}`}
          data-tip={`What makes a ${TIER_WORDS[symbol.criticality].toLowerCase()} series late: opens at its grace`}
          className={buttonClass()}
        >
          {admin === null ? "Edit policy…" : "Policy"}
        </AppLink>
      </div>
      {dialog === "edit" ? <EditDialog symbol={symbol} onClose={close} /> : null}
      {dialog === "pause" ? <PauseDialog symbol={symbol.symbol} onClose={close} /> : null}
    </header>
  );
}
