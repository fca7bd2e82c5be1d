/* The items of a handover as text in its sign record, and back. */
#include <string.h>

#include "core/handover_draft.h"
#include "core/text.h"
#include "core/vec.h"

/* A record holds 15,000 characters of them. */
enum { CHARACTERS_MAX = 14500 };

static const char *const section_words[HANDOVER_SECTIONS] = {
    [SECTION_INCIDENTS] = "incident", [SECTION_MATTERS] = "matter",
    [SECTION_WARNINGS] = "warning",   [SECTION_OUT] = "out",
    [SECTION_EQUIPMENT] = "piece",    [SECTION_STRENGTH] = "strength",
    [SECTION_ROSTER] = "roster",      [SECTION_STAY] = "stay",
};

/* One line of at most `most` characters, newlines become blanks; nothing for an empty text. */
static void
add_line(struct str *out, char key, const char *text, size_t most)
{
	size_t end = 0, n = 0, start;

	if (!text || !*text)
		return;
	while (text[end] && n < most) {
		end = text_next(text, end);
		n++;
	}
	str_add_f(out, "%c ", key);
	start = out->len;
	str_add_n(out, text, end);
	for (size_t i = start; i < out->len; i++)
		if (out->ptr[i] == '\n')
			out->ptr[i] = ' ';
	str_add(out, text[end] ? "…\n" : "\n");
}

static void
write_item(const struct handover_item *i, size_t most, struct str *out)
{
	str_add_f(out, "= %s%s%s\n", section_words[i->section], *i->id ? " " : "", i->id);
	add_line(out, 'w', i->what, most);
	add_line(out, 's', i->state, most);
	add_line(out, 'f', i->from, most);
	add_line(out, 'n', i->next, most);
	str_add_f(out, "m %d%s%s%s%s%s%s%s%s\n", i->age, i->grave ? " grave" : "",
		  i->typed ? " typed" : "", i->ticked ? " ticked" : "", i->read_back ? " read" : "",
		  i->fault ? " fault" : "", i->news ? " news" : "", i->again ? " again" : "",
		  i->after ? " after" : "");
}

void
handover_items_write(const struct handover_items *items, struct str *out)
{
	size_t start = out->len;

	for (size_t most = 200; most >= 6; most /= 2) {
		str_cut(out, start);
		for (size_t i = 0; i < items->n; i++)
			write_item(&items->v[i], most, out);
		if (text_length(out->ptr + start) <= CHARACTERS_MAX)
			break;
	}
	while (text_length(out->ptr + start) > CHARACTERS_MAX) {
		size_t end = out->len;

		do
			end--;
		while (end > start && strncmp(out->ptr + end, "\n= ", 3) != 0);
		str_cut(out, end);
	}
	if (out->len > start && out->ptr[out->len - 1] == '\n')
		str_cut(out, out->len - 1); /* records hold no blanks at the end */
}

static void
take_marks(struct handover_item *i, const char *text)
{
	i->age = 0;
	for (; *text >= '0' && *text <= '9' && i->age < 100000; text++)
		i->age = i->age * 10 + (*text - '0');
	i->grave = strstr(text, " grave");
	i->typed = strstr(text, " typed");
	i->ticked = strstr(text, " ticked");
	i->read_back = strstr(text, " read");
	i->fault = strstr(text, " fault");
	i->news = strstr(text, " news");
	i->again = strstr(text, " again");
	i->after = strstr(text, " after");
}

static bool
begin_item(struct arena *a, const char *text, struct handover_items *out)
{
	for (int s = 0; s < HANDOVER_SECTIONS; s++) {
		size_t n = strlen(section_words[s]);

		if (strncmp(text, section_words[s], n) != 0 || (text[n] && text[n] != ' '))
			continue;
		vec_push(out,
			 ((struct handover_item){.section = (enum handover_section)s,
						 .id = arena_text(a, text[n] ? text + n + 1 : ""),
						 .what = "",
						 .state = "",
						 .from = "",
						 .next = "",
						 .due = NEVER}));
		return true;
	}
	return false; /* a section of a newer program: passed over */
}

void
handover_items_read(struct arena *a, const char *text, struct handover_items *out)
{
	bool known = false;

	while (text && *text) {
		size_t n = strcspn(text, "\n");
		char *line = arena_text_n(a, text, n);
		struct handover_item *i = known ? &out->v[out->n - 1] : NULL;

		text += n + (text[n] == '\n');
		if (n < 2 || line[1] != ' ')
			continue;
		switch (line[0]) {
		case '=':
			known = begin_item(a, line + 2, out);
			break;
		case 'w':
			if (i)
				i->what = line + 2;
			break;
		case 's':
			if (i)
				i->state = line + 2;
			break;
		case 'f':
			if (i)
				i->from = line + 2;
			break;
		case 'n':
			if (i)
				i->next = line + 2;
			break;
		case 'm':
			if (i)
				take_marks(i, line + 2);
			break;
		default:
			break;
		}
	}
}
