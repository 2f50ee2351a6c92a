/** The functions as they were last registered, for people and for the next start. */
import { asJson, type Tx } from "./handle";

/** Stores these and marks the app's others as gone. */
export async function upsertFunctions(
  tx: Tx,
  appId: string,
  functions: readonly { id: string; config: string }[],
): Promise<void> {
  await tx`
    insert into engine.functions (function_id, app_id, config)
    select id, ${appId}, config from json_to_recordset(${asJson(functions)}::text::json) r(id text, config text)
    on conflict (function_id) do update set config = excluded.config, app_id = excluded.app_id,
      active = true, registered_at = clock_timestamp()
    where engine.functions.config is distinct from excluded.config or not engine.functions.active`;
  await tx`
    update engine.functions set active = false
    where app_id = ${appId} and active and not function_id = any(${functions.map(({ id }) => id)})`;
}

/** Every function that may still have something to do here, those no longer registered included. */
export async function selectFunctionIds(tx: Tx): Promise<string[]> {
  const rows = await tx<
    { id: string }[]
  >`select function_id as id from engine.functions order by 1`;
  return rows.map(({ id }) => id);
}
