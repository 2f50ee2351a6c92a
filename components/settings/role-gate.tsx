"use client";
/** Shows a part only to who may see it, and says to everybody else what it needs: nothing is asked that would be refused. */
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import { useRoleReason } from "@/lib/client/use-role";
import type { Role } from "@/lib/domain/vocabulary";

export function RoleGate({
  needs,
  title,
  children,
}: {
  needs: Role;
  title: string;
  children: ReactNode;
}) {
  const reason = useRoleReason(needs);
  if (reason === null) return children;
  return (
    <Card title={title}>
      <Empty kind="no_permission" title="Not yours to see">
        {reason}.
      </Empty>
    </Card>
  );
}
