"use client";
/** Everybody who may sign in. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { onDemand } from "@/components/ui/on-demand";
import { QueryStates } from "@/components/ui/query-states";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { StateWords } from "@/components/ui/state-words";
import { Status } from "@/components/ui/status";
import type { Column } from "@/components/ui/table-columns";
import { Time } from "@/components/ui/time";
import type { ResponseOf } from "@/lib/client/call";
import { usersQuery } from "@/lib/client/settings-queries";

const InviteDialog = onDemand(() => import("./invite-dialog").then((it) => it.InviteDialog));
const UserDialog = onDemand(() => import("./user-dialog").then((it) => it.UserDialog));

type User = ResponseOf<"users">["users"][number];

const MAY_COME: StateWords = { word: "May sign in", glyph: "check", tone: "ok" };
const SHUT_OUT: StateWords = { word: "Disabled", glyph: "slash", tone: "idle" };

function columns(onEdit: (user: User) => void): Column<User>[] {
  return [
    {
      key: "name",
      header: "Name",
      phone: "headline",
      cell: ({ name }) => <span className="font-medium">{name}</span>,
    },
    { key: "email", header: "Address", cell: ({ email }) => email },
    { key: "role", header: "Role", cell: ({ role }) => role },
    {
      key: "state",
      header: "State",
      cell: ({ active }) => <Status state={active ? MAY_COME : SHUT_OUT} />,
    },
    {
      key: "last",
      header: "Signed in",
      cell: (user) => (user.last_sign_in_at ? <Time at={user.last_sign_in_at} /> : "never"),
    },
    { key: "sessions", header: "Sessions", align: "right", cell: ({ sessions }) => sessions },
    {
      key: "act",
      header: "Action",
      align: "right",
      phone: "bare",
      cell: (user) => (
        <Button size="small" aria-label={`Change ${user.name}`} onClick={() => onEdit(user)}>
          Change…
        </Button>
      ),
    },
  ];
}

export function UsersCard() {
  const users = useQuery(usersQuery());
  const [open, setOpen] = useState<"invite" | string | null>(null);
  const edited = users.data?.users.find(({ id }) => id === open);
  const close = () => setOpen(null);
  return (
    <Card
      title="Users"
      aside={
        <Button size="small" onClick={() => setOpen("invite")}>
          Invite…
        </Button>
      }
    >
      <QueryStates query={users} skeleton={<SkeletonRows rows={3} label="Loading users" />}>
        {(data) => (
          <DataTable
            caption="Users"
            columns={columns(({ id }) => setOpen(id))}
            rows={data.users}
            rowKey={({ id }) => id}
            rowLabel={({ name }) => name}
          />
        )}
      </QueryStates>
      {open === "invite" ? <InviteDialog onClose={close} /> : null}
      {edited ? <UserDialog key={edited.id} user={edited} onClose={close} /> : null}
    </Card>
  );
}
