"use client";
/** Go anywhere and do anything by name. Loaded when first opened. */
import { Dialog as Base } from "@base-ui/react/dialog";
import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { SETTINGS_PAGES } from "@/components/settings/settings-pages";
import { executionState } from "@/components/ui/state-words";
import { Status } from "@/components/ui/status";
import { Time } from "@/components/ui/time";
import { executionHistoryQuery, symbolsQuery } from "@/lib/client/queries";
import type { Shortcut } from "@/lib/client/shortcuts";
import { NAV_ITEMS } from "./nav-items";

const API_REFERENCE = { href: "/docs", label: "API reference" };

const itemClass =
  "flex cursor-pointer items-center justify-between gap-4 rounded-md px-3 py-2 data-[selected=true]:bg-hover pointer-coarse:py-3";

export function CommandPalette({
  actions,
  onClose,
}: {
  actions: readonly Shortcut[];
  onClose: () => void;
}) {
  const [search, setSearch] = useState("");
  const router = useRouter();
  const prefix = search.trim().toUpperCase();
  const isSymbol = /^[A-Z0-9][A-Z0-9.-]{0,19}$/.test(prefix);
  const symbols = useQuery({ ...symbolsQuery({ symbol: prefix, limit: 8 }), enabled: isSymbol });
  const executions = useQuery(executionHistoryQuery({ limit: 5 }));
  const [marked, setMarked] = useState("");
  const [isChosen, setChosen] = useState(false);
  // Symbols come after what is known already: Enter leads to what was typed, unless somebody has moved on.
  const [found] = isSymbol && symbols.data ? symbols.data.symbols : [];
  const first = found && !isChosen ? symbolValue(found) : marked;
  const act = (run: () => void) => () => {
    onClose();
    run();
  };
  const go = (href: string) => act(() => router.push(href as Route));

  return (
    <Base.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-[oklch(0.15_0.02_260/0.45)]" />
        <Base.Popup className="fixed inset-x-3 top-[12dvh] z-50 mx-auto max-w-xl overflow-hidden rounded-lg border border-rule bg-raised shadow-lift outline-none animate-[rise_120ms_var(--ease-out-soft)]">
          <Base.Title className="sr-only">Search and commands</Base.Title>
          <Command
            label="Search and commands"
            loop
            value={first}
            onValueChange={setMarked}
            onKeyDown={({ key }) => (key.startsWith("Arrow") ? setChosen(true) : undefined)}
          >
            <Command.Input
              value={search}
              onValueChange={(text) => {
                setSearch(text);
                setChosen(false);
              }}
              placeholder="Symbol, page, execution or action"
              className="h-12 w-full border-rule border-b bg-transparent px-4 text-large outline-none placeholder:text-ink-3 pointer-coarse:text-[16px]"
            />
            <Command.List
              onPointerMove={() => setChosen(true)}
              className="scroll-thin max-h-[52dvh] overflow-y-auto p-1.5"
            >
              <Command.Empty className="px-3 py-4 text-ink-2">
                Nothing is called that.
              </Command.Empty>
              {isSymbol && symbols.data && symbols.data.symbols.length > 0 ? (
                <Group heading="Symbols">
                  {symbols.data.symbols.map((row) => (
                    <Command.Item
                      key={row.symbol}
                      value={symbolValue(row)}
                      onSelect={go(`/symbols/${row.symbol}`)}
                      className={itemClass}
                    >
                      <span className="font-medium">{row.symbol}</span>
                      <span className="truncate text-ink-3 text-small">
                        {row.name ?? row.asset_class}
                      </span>
                    </Command.Item>
                  ))}
                </Group>
              ) : null}
              <Group heading="Pages">
                {[...NAV_ITEMS, API_REFERENCE].map(({ href, label }) => (
                  <Command.Item
                    key={href}
                    value={`page ${label}`}
                    onSelect={go(href)}
                    className={itemClass}
                  >
                    {label}
                  </Command.Item>
                ))}
              </Group>
              <Group heading="Settings">
                {SETTINGS_PAGES.map(({ href, label, about }) => (
                  <Command.Item
                    key={href}
                    value={`settings ${label} ${about}`}
                    onSelect={go(href)}
                    className={itemClass}
                  >
                    <span className="shrink-0">{label}</span>
                    <span className="truncate text-ink-3 text-small">{about}</span>
                  </Command.Item>
                ))}
              </Group>
              <Group heading="Actions">
                {actions.map((action) => (
                  <Command.Item
                    key={action.keys}
                    value={`action ${action.label}`}
                    onSelect={act(action.run)}
                    className={itemClass}
                  >
                    {action.label}
                    <span className="text-ink-3 text-small">
                      {action.keys.replace("mod+", "Ctrl/⌘ ")}
                    </span>
                  </Command.Item>
                ))}
              </Group>
              {executions.data && executions.data.executions.length > 0 ? (
                <Group heading="Recent executions">
                  {executions.data.executions.map((row) => (
                    <Command.Item
                      key={row.execution_id}
                      value={`execution ${row.execution_id} ${row.trigger}`}
                      onSelect={go(`/executions/${row.execution_id}`)}
                      className={itemClass}
                    >
                      <span className="flex items-center gap-3">
                        <Status state={executionState(row)} />
                        <span className="font-mono text-ink-2 text-small">
                          {row.execution_id.slice(0, 8)}
                        </span>
                      </span>
                      <span className="text-ink-3 text-small">
                        <Time at={row.started_at} plain />
                      </span>
                    </Command.Item>
                  ))}
                </Group>
              ) : null}
            </Command.List>
          </Command>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

const symbolValue = ({ symbol, name }: { symbol: string; name: string | null }) =>
  `symbol ${symbol} ${name ?? ""}`.trim();

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-ink-3 [&_[cmdk-group-heading]]:text-micro"
    >
      {children}
    </Command.Group>
  );
}
