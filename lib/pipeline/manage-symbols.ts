/** Adds and changes tracked symbols; the caller's transaction decides what else must happen with it. */
import type { Db } from "@/lib/db/connect";
import { selectTrackedSymbol, type TrackedSymbol } from "@/lib/db/queries/symbols";
import {
  type NewSymbol,
  type SymbolChange,
  selectSymbolsForUpdate,
  updateSymbol,
  upsertSymbols,
} from "@/lib/db/queries/symbols-write";
import { AppError, type FieldError } from "@/lib/errors";
import { type Provider, ProviderError } from "@/lib/provider/provider";

/**
 * Asks the vendor about every symbol, one after another; fills in the names it knows.
 *
 * @throws AppError `invalid_input` naming every symbol that the vendor does not know, `unavailable` when it cannot be asked
 */
export async function checkSymbols(
  provider: Provider,
  symbols: readonly NewSymbol[],
): Promise<NewSymbol[]> {
  const { checkSymbol } = provider;
  if (checkSymbol === undefined) return [...symbols];
  const checked: NewSymbol[] = [];
  const unknown: FieldError[] = [];
  for (const [index, symbol] of symbols.entries()) {
    const { symbol: asked, assetClass } = symbol;
    const { known, name } = await checkSymbol({
      symbol: asked,
      assetClass,
      purpose: "check",
    }).catch(vendorAway);
    if (known) checked.push({ ...symbol, name: symbol.name ?? name });
    else {
      const message = `the vendor knows no ${symbol.assetClass} ${symbol.symbol}`;
      unknown.push({ path: `body.symbols.${index}.symbol`, message });
    }
  }
  if (unknown.length === 0) return checked;
  throw new AppError("invalid_input", unknown.map(({ message }) => message).join("; "), {
    errors: unknown,
  });
}

function vendorAway(error: unknown): never {
  if (!(error instanceof ProviderError)) throw error;
  throw new AppError(
    "unavailable",
    `The vendor cannot be asked: ${error.message}. Try again, or add without \`check\`.`,
    { cause: error, retryAfterSeconds: 30 },
  );
}

/**
 * All or none. What was deactivated is taken up again.
 *
 * @throws AppError `conflict` naming those that are tracked already, `invalid_input` for one named twice
 */
export async function addSymbols(
  tx: Db,
  symbols: readonly NewSymbol[],
): Promise<{ added: string[]; reactivated: string[] }> {
  const names = symbols.map(({ symbol }) => symbol);
  const twice = names.findIndex((name, index) => names.indexOf(name) !== index);
  if (twice !== -1) {
    const message = `${names[twice]} is named twice`;
    throw new AppError("invalid_input", message, {
      errors: [{ path: `body.symbols.${twice}.symbol`, message }],
    });
  }
  const tracked = await selectSymbolsForUpdate(tx, names);
  const active = names.filter((name) => tracked.get(name) === true);
  if (active.length > 0) {
    throw new AppError("conflict", `Tracked already: ${active.slice(0, 50).join(", ")}.`, {
      errors: active.map((name) => ({
        path: `body.symbols.${names.indexOf(name)}.symbol`,
        message: "tracked already",
      })),
    });
  }
  await upsertSymbols(tx, symbols);
  return {
    added: names.filter((name) => !tracked.has(name)),
    reactivated: names.filter((name) => tracked.has(name)),
  };
}

/** @throws AppError `not_found` */
export async function changeSymbol(
  tx: Db,
  symbol: string,
  change: SymbolChange,
): Promise<{ before: TrackedSymbol; after: TrackedSymbol }> {
  const before = await selectTrackedSymbol(tx, symbol);
  if (before === null || !(await updateSymbol(tx, symbol, change))) {
    throw new AppError("not_found", `${symbol} is not tracked.`);
  }
  const after = await selectTrackedSymbol(tx, symbol);
  return { before, after: after ?? before };
}
