"use client";
/** API keys: who may call without signing in, how far, and when last. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import { onDemand } from "@/components/ui/on-demand";
import { QueryStates } from "@/components/ui/query-states";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { StateWords } from "@/components/ui/state-words";
import { Status } from "@/components/ui/status";
import type { Column } from "@/components/ui/table-columns";
import { Time } from "@/components/ui/time";
import type { ResponseOf } from "@/lib/client/call";
import { formatCount } from "@/lib/client/format";
import { apiKeysQuery } from "@/lib/client/settings-queries";

const AddKeyDialog = onDemand(() => import("./add-key-dialog").then((it) => it.AddKeyDialog));
const RevokeDialog = onDemand(() => import("./revoke-dialog").then((it) => it.RevokeDialog));

type Key = ResponseOf<"apiKeys">["keys"][number];

const STATES: Record<Key["state"], StateWords> = {
  active: { word: "Active", glyph: "check", tone: "ok" },
  expired: { word: "Expired", glyph: "clock", tone: "warn" },
  revoked: { word: "Revoked", glyph: "slash", tone: "idle" },
};

export function KeysCard() {
  const keys = useQuery(apiKeysQuery());
  const [adding, setAdding] = useState(false);
  const [revoked, setRevoked] = useState<Key | null>(null);
  return (
    <Card
      title="API keys"
      note="sent as Authorization: Bearer"
      aside={
        <Button size="small" onClick={() => setAdding(true)}>
          Create a key…
        </Button>
      }
    >
      <QueryStates query={keys} skeleton={<SkeletonRows rows={3} label="Loading API keys" />}>
        {(data) =>
          data.keys.length === 0 ? (
            <Empty kind="nothing_yet" title="No key yet">
              A key lets a script read or run without a person signing in.
            </Empty>
          ) : (
            <DataTable
              caption="API keys, newest first"
              columns={columns(setRevoked)}
              rows={data.keys}
              rowKey={({ id }) => String(id)}
              rowLabel={({ name }) => name}
            />
          )
        }
      </QueryStates>
      {adding ? <AddKeyDialog onClose={() => setAdding(false)} /> : null}
      {revoked ? (
        <RevokeDialog id={revoked.id} name={revoked.name} onClose={() => setRevoked(null)} />
      ) : null}
    </Card>
  );
}

function columns(onRevoke: (key: Key) => void): Column<Key>[] {
  return [
    {
      key: "name",
      header: "Name",
      phone: "headline",
      cell: ({ name }) => <span className="font-medium">{name}</span>,
    },
    {
      key: "prefix",
      header: "Begins with",
      cell: ({ prefix }) => <code className="font-mono text-small">{prefix}…</code>,
    },
    { key: "role", header: "Scope", cell: ({ role }) => role },
    { key: "state", header: "State", cell: ({ state }) => <Status state={STATES[state]} /> },
    {
      key: "used",
      header: "Last used",
      cell: (key) =>
        key.last_used_at ? (
          <span>
            <Time at={key.last_used_at} />{" "}
            <span className="text-ink-3 text-small">{key.last_used_ip}</span>
          </span>
        ) : (
          "never"
        ),
    },
    {
      key: "expires",
      header: "Expires",
      cell: (key) => (key.expires_at ? <Time at={key.expires_at} /> : "never"),
    },
    {
      key: "limit",
      header: "A minute",
      align: "right",
      cell: (key) => formatCount(key.requests_per_minute),
    },
    {
      key: "act",
      header: "Action",
      align: "right",
      phone: "bare",
      cell: (key) => (
        <Button
          size="small"
          aria-label={`Revoke ${key.name}`}
          disabledReason={key.state === "active" ? null : `It is ${key.state} already`}
          onClick={() => onRevoke(key)}
        >
          Revoke…
        </Button>
      ),
    },
  ];
}
