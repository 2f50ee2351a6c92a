"use client";
/** Every notice with its attempts, newest first; any can be sent again. */
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Choice } from "@/components/ui/choice";
import { DataTable } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import { ErrorNote } from "@/components/ui/error-note";
import { notify } from "@/components/ui/notify";
import { QueryStates } from "@/components/ui/query-states";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Status } from "@/components/ui/status";
import type { Column } from "@/components/ui/table-columns";
import { Time } from "@/components/ui/time";
import type { ResponseOf } from "@/lib/client/call";
import { deliveriesQuery } from "@/lib/client/settings-queries";
import { useChange } from "@/lib/client/use-change";
import { useLiveQuery } from "@/lib/client/use-live-query";
import { DELIVERY_STATUSES } from "@/lib/domain/notification-events";
import { DELIVERY_WORDS } from "./delivery-words";

type Delivery = ResponseOf<"deliveries">["deliveries"][number];

const SHOWN = ["all", ...DELIVERY_STATUSES] as const;
const parsers = {
  deliveries: parseAsStringLiteral(SHOWN).withDefault("all"),
  cursor: parseAsString,
};

export function DeliveriesCard() {
  const [{ deliveries: shown, cursor }, setShown] = useQueryStates(parsers, { history: "replace" });
  const query = useLiveQuery(
    deliveriesQuery({
      ...(shown === "all" ? {} : { status: shown }),
      ...(cursor ? { cursor } : {}),
      limit: 50,
    }),
    cursor === null,
  );
  const retry = useChange("retryDelivery", () => notify({ title: "It is sent again" }));
  return (
    <Card
      title="Deliveries"
      note="newest first"
      aside={
        <Choice
          label="Which deliveries"
          value={shown}
          options={SHOWN.map((value) => ({
            value,
            label: value === "all" ? "All" : DELIVERY_WORDS[value].word,
          }))}
          onChange={(next) => void setShown({ deliveries: next, cursor: null })}
        />
      }
    >
      {retry.error ? <ErrorNote error={retry.error} className="mb-3" /> : null}
      <QueryStates query={query} skeleton={<SkeletonRows rows={6} label="Loading deliveries" />}>
        {(data) =>
          data.deliveries.length === 0 ? (
            <Empty
              kind={shown === "all" ? "nothing_yet" : "no_match"}
              title={shown === "all" ? "Nothing was sent yet" : "None is in this state"}
            />
          ) : (
            <>
              <DataTable
                caption="Deliveries, newest first"
                columns={columns((id) => retry.mutate({ params: { id } }), retry.isPending)}
                rows={data.deliveries}
                rowKey={({ id }) => String(id)}
              />
              {data.next_cursor ? (
                <Button
                  size="small"
                  className="mt-3"
                  onClick={() => void setShown({ cursor: data.next_cursor })}
                >
                  Older →
                </Button>
              ) : null}
            </>
          )
        }
      </QueryStates>
    </Card>
  );
}

function columns(onRetry: (id: number) => void, busy: boolean): Column<Delivery>[] {
  return [
    {
      key: "at",
      header: "When",
      phone: "headline",
      cell: (row) => <Time at={row.created_at} show="clock" />,
    },
    { key: "channel", header: "Channel", cell: ({ channel }) => channel },
    { key: "event", header: "Event", cell: ({ event }) => event },
    {
      key: "status",
      header: "State",
      cell: (row) => (
        <span className="flex flex-wrap items-baseline gap-x-2">
          <Status state={DELIVERY_WORDS[row.status]} />
          {row.next_attempt_at ? (
            <span className="text-ink-3 text-small">
              again <Time at={row.next_attempt_at} />
            </span>
          ) : null}
        </span>
      ),
    },
    { key: "attempts", header: "Attempts", align: "right", cell: ({ attempts }) => attempts },
    {
      key: "answer",
      header: "Answer",
      className: "max-w-80",
      cell: (row) => (
        <span className="break-words" data-tip={row.response_body ?? undefined}>
          {[row.response_status, row.error].filter((part) => part !== null).join(" – ") || "–"}
        </span>
      ),
    },
    {
      key: "act",
      header: "Action",
      align: "right",
      phone: "bare",
      cell: ({ id, channel }) => (
        <Button
          size="small"
          aria-label={`Send delivery ${id} to ${channel} again`}
          busy={busy}
          onClick={() => onRetry(id)}
        >
          Send again
        </Button>
      ),
    },
  ];
}
