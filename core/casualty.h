/*
 * 伤亡人员: victims as people, beside the figures, which are sums (practice.md 32). Everything that
 * names somebody is private and never leaves this host; only the state and its time are in the
 * record.
 */
#ifndef CORE_CASUALTY_H
#define CORE_CASUALTY_H

#include "core/kind.h"

enum casualty_state {
	CASUALTY_NONE,
	CASUALTY_MISSING,
	CASUALTY_TRAPPED,
	CASUALTY_INJURED,
	CASUALTY_LIGHT,
	CASUALTY_SERIOUS,
	CASUALTY_DEAD,
	CASUALTY_SAFE,
};
extern const struct choice casualty_states[];

struct casualty {
	char *incident;
	int state; /* enum casualty_state */
	struct moment since;
	char *name, *sex, *age, *identity, *home, *hospital, *bed, *family, *cadre,
	    *note; /* private */
};

extern const struct kind kind_casualty;

#endif
