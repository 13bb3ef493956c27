// Regular expressions: what one says about some texts.
import { toJson, JsonWriter } from "./haira/json";
import { Parameters } from "./haira/parameters";
import { entry, program } from "./haira/program";
import { compile } from "./haira/lib-regex";
import { Workflow } from "./haira/workflow";
export * from "./haira/exports";

function serveRegex(params: Parameters): string {
  const pattern = params.take<string>("pattern");
  const texts = params.take<string[]>("texts");
  const replacement = params.take<string>("replacement");
  if (params.rejects()) return "";
  const made = compile(pattern);
  const error = made._1;
  if (error !== null) return toJson<string>(error.message);
  const regex = made._0;
  const json = new JsonWriter();
  json.beginArray();
  for (let i = 0; i < texts.length; i++) {
    json.beginObject();
    json.key("matches");
    json.bool(regex.is_match(texts[i]));
    json.pair("first", regex.find(texts[i]));
    json.key("all");
    json.value<string[]>(regex.find_all(texts[i]));
    json.key("captures");
    json.value<string[]>(regex.captures(texts[i]));
    json.key("split");
    json.value<string[]>(regex.split(texts[i]));
    json.pair("replaced", regex.replace_all(texts[i], replacement));
    json.endObject();
  }
  json.endArray();
  return json.toString();
}

program([entry(new Workflow("Regex", serveRegex))]);
