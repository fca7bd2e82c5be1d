/* The lint of templates: syntax, and names that do not exist. */
#include "core/template_check.h"

#include <string.h>

#include "core/draft.h"
#include "core/mustache.h"

/* Names of the sheet (core/draft.h draft_sheet), of the books (storage/books.h). */
static const char *const sheet_names[] = {
    "practice", "urgency",    "head",    "number",      "signer",      "by_phone", "title",
    "main",     "paragraphs", "organ",   "signed_at",   "draft",       "contact",  "contact_phone",
    "copy",     "drafter",    "checker", "attachments", "official_no", "copies",   NULL,
};
static const char *const book_names[] = {
    "practice", "head",  "station",   "from",   "to",       "entries",  "calls",  "handovers",
    "reports",  "id",    "time",      "by",     "kind",     "late",     "text",   "correction",
    "way",      "party", "read_back", "number", "type",     "title",    "signer", "sends",
    "receipts", "state", "paper",     "log",    "handover", "register", NULL,
};

static bool
listed(const char *const *names, const char *name, size_t n)
{
	for (; *names; names++)
		if (strlen(*names) == n && memcmp(*names, name, n) == 0)
			return true;
	return false;
}

static bool
known(const char *file, const char *name, size_t n)
{
	if (n == 1 && *name == '.')
		return true;
	if (str_starts(file, "books/"))
		return listed(book_names, name, n);
	if (str_starts(file, "reports/sheet."))
		return listed(sheet_names, name, n);
	return draft_name_known(name, n);
}

static void
fault(struct arena *a, struct template_faults *out, const char *file, int line, char *text)
{
	(void)a;
	vec_push(out, ((struct template_fault){file, line, text}));
}

/* The name inside {{…}}, without its sign and blanks; *n 0 for a comment or other delimiters. */
static const char *
tag_name(const char *tag, const char *end, size_t *n)
{
	*n = 0;
	if (*tag == '!' || *tag == '=')
		return tag;
	while (tag < end && strchr("{#^/>& \t", *tag))
		tag++;
	while (end > tag && strchr("} \t", end[-1]))
		end--;
	*n = (size_t)(end - tag);
	return tag;
}

static void
check_names(struct arena *a, const char *file, const char *text, struct template_faults *out)
{
	int line = 1;

	for (const char *p = text; *p; p++) {
		const char *end, *name;
		size_t n;

		if (*p == '\n')
			line++;
		if (p[0] != '{' || p[1] != '{' || !(end = strstr(p + 2, "}}")))
			continue;
		name = tag_name(p + 2, end, &n);
		if (p[2] != '/' && n && !known(file, name, n))
			fault(a, out, file, line,
			      arena_text_f(a, _("there is no name “%.*s”"), (int)n, name));
		for (; p < end; p++)
			if (*p == '\n')
				line++;
	}
}

void
template_check(struct arena *a, const char *file, const char *text, struct template_faults *out)
{
	const struct mustache m = {0};
	struct str filled = STR_INIT;
	json_t *nothing = json_object();
	struct err e;

	if (mustache_render(&m, text, nothing, &filled, &e) != RC_OK)
		fault(a, out, file, 0, arena_text(a, e.text));
	else
		check_names(a, file, text, out);
	json_decref(nothing);
	str_clear(&filled);
}
