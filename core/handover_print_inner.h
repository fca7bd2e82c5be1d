/* What the files of the handover's paper share. Nobody else includes it. */
#ifndef CORE_HANDOVER_PRINT_INNER_H
#define CORE_HANDOVER_PRINT_INNER_H

#include "core/grid.h"
#include "core/handover_print.h"

enum { PAPER_COLUMNS = 97 };

struct print {
	const struct handover_print *p;
	const struct handover_state *s;
	bool html;
	struct str *out;
	struct arena arena;
};

void paper_line(struct print *p, const char *text);
void paper_paragraph(struct print *p, const char *text); /* of any length */
struct grid paper_table(struct print *p, const int *widths, size_t n);
const char *paper_take(struct print *p, struct str *s); /* in the arena; clears it */
const char *paper_clock(struct print *p, int64_t secs);
const char *paper_name(struct print *p, const char *person); /* "" for NULL */
/* The planned one, and who signed instead: 东（南代签） */
const char *paper_signer(struct print *p, const char *planned, const struct record *sign);
size_t paper_count(const struct print *p, enum handover_section section);

/* Sections one to eight. */
void paper_sections(struct print *p);

#endif
