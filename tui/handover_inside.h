/* The handover screen's own state, for tui/view_handover.c, handover_items.c, handover_signing.c.
 */
#ifndef TUI_HANDOVER_INSIDE_H
#define TUI_HANDOVER_INSIDE_H

#include "storage/handover.h"
#include "tui/console.h"
#include "tui/list.h"
#include "tui/verdict_box.h"

enum { SIGN_CHOICES = 9 };

/* A way to sign. */
enum sign_way { WAY_PIN, WAY_PHONE, WAY_PICK, WAY_PAPER, WAY_OTHERS };

struct signer {
	int side; /* enum handover_side */
	enum sign_way way;
	char person[ID_TEXT]; /* whose signature it is */
	char text[160];
};

struct handover_screen {
	struct view base;
	struct list list;
	struct arena arena;
	struct handover_view view;
	bool loaded;
	char id[ID_TEXT];
	char item[200];       /* that is ticked or read back */
	size_t plain, spoken; /* how many may be confirmed together */
	char rest[2][160];
	struct signer signers[SIGN_CHOICES];
	const char *choices[SIGN_CHOICES + 1];
	struct signer signer; /* whose PIN is asked for */
	struct verdict_box box;
};

const char *handover_name(struct handover_screen *h, const char *person); /* "?" for NULL */

/* Going through the items. */
enum rc handover_do_tick(struct view *v, struct err *e);
enum rc handover_do_fault(struct view *v, struct err *e);
enum rc handover_do_readback(struct view *v, struct err *e);
enum rc handover_do_rest(struct view *v, struct err *e);

/* Signatures, and the verdict of a supervisor. */
enum rc handover_do_sign(struct view *v, struct err *e);
enum rc handover_do_review(struct view *v, struct err *e);
enum rc handover_do_reply(struct view *v, struct err *e);

#endif
