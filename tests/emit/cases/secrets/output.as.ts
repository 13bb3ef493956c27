// Compiled from input.haira by haira 0.1.0.
import { env } from "./haira/lib-builtin";
import { Map } from "./haira/ordered-map";
import { entry, program } from "./haira/program";
import { Provider, sealedEnv } from "./haira/provider";
import { show } from "./haira/show";
// What the host calls.
export * from "./haira/exports";

const local = new Provider("local");

function initLocal(): void {
  local.text("model", env("MODEL", "small"));
  local.text("api_key", sealedEnv("KEY", "none"));
  const $1 = new Map<string, string>();
  $1.set("x-team", `team ${sealedEnv("TEAM", `a${show<i64>(1)}`)}${sealedEnv("SUFFIX")}`);
  local.value<Map<string, string>>("headers", $1);
}

// In the order of the init table.
program([
  entry(local, initLocal),
]);
