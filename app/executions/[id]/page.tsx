import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { viewDeps } from "@/app/api/view-deps";
import { Prefetched, prefetch } from "@/app/prefetched";
import { ExecutionDetail } from "@/components/executions/detail/execution-detail";
import { requirePageActor } from "@/lib/auth/page-actor";
import { executionQuery } from "@/lib/client/queries";
import { execution } from "@/lib/contract/executions";
import { viewExecution } from "@/lib/views/execution";

type PageProps = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { id } = await params;
  return { title: `Execution ${id.slice(0, 8)}` };
}

export default async function Page({ params }: PageProps) {
  await requirePageActor();
  const asked = execution.params.safeParse(await params);
  if (!asked.success) notFound();
  const { id } = asked.data;
  const deps = viewDeps(new Date());
  return (
    <Prefetched reads={[prefetch(executionQuery(id), () => viewExecution(deps, { id }))]}>
      <ExecutionDetail key={id} id={id} />
    </Prefetched>
  );
}
