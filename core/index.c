/* Which view keys a line has. */
#include "core/index.h"

#include <string.h>

static bool
copy_text(const struct json_line *j, size_t token, char *out, size_t size)
{
	const struct json_token *t = &j->tokens[token];

	if (token == 0 || t->type != JT_TEXT || t->escaped || t->len >= size)
		return false;
	memcpy(out, j->text + t->off, t->len);
	out[t->len] = '\0';
	return true;
}

static bool
read_times(const struct json_line *j, struct index_keys *out)
{
	size_t at = json_member(j, 0, "at"), ts = json_member(j, 0, "ts");
	struct moment m;

	if (at == 0 || ts == 0 || j->tokens[at].type != JT_TEXT || j->tokens[ts].type != JT_TEXT ||
	    moment_read(j->text + j->tokens[at].off, j->tokens[at].len, &m, NULL) != RC_OK ||
	    stamp_read(j->text + j->tokens[ts].off, j->tokens[ts].len, &out->ts, NULL) != RC_OK)
		return false;
	out->at = m.kind == MOMENT_EXACT || m.kind == MOMENT_ABOUT ? m.secs : out->ts / 1000;
	return true;
}

enum rc
index_line(const char *line, size_t len, struct index_keys *out, struct err *e)
{
	struct arena a = {0};
	struct index_keys k = {0};
	char id[ID_TEXT];
	struct json_line j;
	size_t of;
	enum rc rc = json_line_read(&a, line, len, &j, e);

	if (rc == RC_OK) {
		of = json_member(&j, 0, "of");
		k.begins = json_member(&j, 0, "rev") == 0;
		if (!copy_text(&j, json_member(&j, 0, "id"), id, sizeof(id)) ||
		    !record_id_read(id, &k.id) ||
		    !copy_text(&j, json_member(&j, 0, "kind"), k.kind, sizeof(k.kind)) ||
		    !read_times(&j, &k) || (of && !copy_text(&j, of, k.parent, sizeof(k.parent))))
			rc = err_set(e, RC_CORRUPT, _("a record without id, kind, at or ts"));
	}
	if (rc == RC_OK) {
		memcpy(k.thing, of ? k.parent : id, sizeof(k.thing));
		*out = k;
	}
	arena_free(&a);
	return rc == RC_OK ? RC_OK : RC_CORRUPT;
}
