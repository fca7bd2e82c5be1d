/* The language of the program's words, and a locale in which Chinese can be shown at all. */
#ifndef CLI_LANGUAGE_H
#define CLI_LANGUAGE_H

/*
 * lang "zh", "en" or NULL: zh unless the locale is English. Sets LC_CTYPE and LC_MESSAGES (C.UTF-8
 * where the environment's are not UTF-8; LC_NUMERIC stays C) and binds the translations. Returns
 * "zh" or "en". May be called again.
 */
const char *language_set(const char *lang);

#endif
