/* The place register: villages, units, points on roads; what place pickers offer (practice.md 3.1).
 */
#ifndef CORE_PLACE_H
#define CORE_PLACE_H

#include "core/kind.h"

struct place {
	char *name;    /* 石门镇石门村东街 */
	char *code;    /* administrative division, 12 digits for a village */
	char *part_of; /* the place it lies in */
	int type;
	char *position; /* coordinates */
	struct count people, households;
	bool prone;            /* 多灾易灾 */
	char *contact, *phone; /* whom to call there */
	char *note;
};

extern const struct kind kind_place;

#endif
