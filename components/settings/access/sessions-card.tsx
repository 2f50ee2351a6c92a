"use client";
/** Sessions that have not ended: everybody's for an admin, else one's own. */
import { useQuery } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import { ErrorNote } from "@/components/ui/error-note";
import { notify } from "@/components/ui/notify";
import { QueryStates } from "@/components/ui/query-states";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { Column } from "@/components/ui/table-columns";
import { Time } from "@/components/ui/time";
import type { ResponseOf } from "@/lib/client/call";
import { sessionsQuery } from "@/lib/client/settings-queries";
import { useChange } from "@/lib/client/use-change";
import { useRoleReason } from "@/lib/client/use-role";
import { deviceOf } from "./device-of";

type Session = ResponseOf<"sessions">["sessions"][number];

export function SessionsCard() {
  const sessions = useQuery(sessionsQuery());
  const isAdmin = useRoleReason("admin") === null;
  const end = useChange("revokeSession", () => notify({ title: "The session has ended" }));
  return (
    <Card title="Sessions" note={isAdmin ? "everybody's" : "your own"}>
      {end.error ? <ErrorNote error={end.error} className="mb-3" /> : null}
      <QueryStates query={sessions} skeleton={<SkeletonRows rows={3} label="Loading sessions" />}>
        {(data) =>
          data.sessions.length === 0 ? (
            <Empty kind="nothing_yet" title="No session">
              Who calls with an API key has none.
            </Empty>
          ) : (
            <DataTable
              caption="Sessions that have not ended"
              columns={columns((id) => end.mutate({ params: { id } }), end.isPending)}
              rows={data.sessions}
              rowKey={({ id }) => id}
              rowLabel={({ user }) => user}
            />
          )
        }
      </QueryStates>
    </Card>
  );
}

function columns(onEnd: (id: string) => void, busy: boolean): Column<Session>[] {
  return [
    { key: "user", header: "Who", phone: "headline", cell: ({ user }) => user },
    {
      key: "device",
      header: "With",
      cell: ({ user_agent: agent }) => <span data-tip={agent ?? undefined}>{deviceOf(agent)}</span>,
    },
    { key: "ip", header: "From", cell: ({ ip }) => ip ?? "–" },
    { key: "since", header: "Since", cell: (session) => <Time at={session.created_at} /> },
    { key: "ends", header: "Ends", cell: (session) => <Time at={session.expires_at} /> },
    {
      key: "act",
      header: "Action",
      align: "right",
      phone: "bare",
      cell: ({ id, user }) => (
        <Button
          size="small"
          aria-label={`End a session of ${user}`}
          busy={busy}
          onClick={() => onEnd(id)}
        >
          End
        </Button>
      ),
    },
  ];
}
