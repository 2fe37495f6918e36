/* zoo.c - plugins that mean harm; -DDEED=null_dereference -DKIND=... says what they do. Used by tests/zoo.sh only. */
/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include <ospopress/ospopress.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define DEED_OF __attribute__((unused)) static osp_status

/* What a deed is given: an output (writers) or an article (transforms, readers); the other one is NULL. */
struct prey {
	osp_output *output;
	osp_article *article;
	const osp_volume *volume;
};

/* The folder that the test watches, and a secret in the user's home. */
#define VICTIM "/victim"
static const char *victim(osp_job *job, const char *name)
{
	return osp_job_printf(job, "%s" VICTIM "/%s", osp_job_volume(job)->folder, name);
}

DEED_OF null_dereference(osp_job *job, struct prey prey)
{
	volatile int *volatile nowhere = NULL;
	(void)job, (void)prey;
	fprintf(stderr, "about to fall\n");
	*nowhere = 1;
	return OSP_OK;
}

DEED_OF call_abort(osp_job *job, struct prey prey)
{
	(void)job, (void)prey;
	abort();
}

DEED_OF call_exit(osp_job *job, struct prey prey)
{
	(void)job, (void)prey;
	exit(0);
}

DEED_OF loop(osp_job *job, struct prey prey)
{
	volatile unsigned turns = 0;
	(void)job, (void)prey;
	for (;;) {
		turns++;
	}
	return OSP_OK;
}

DEED_OF never_answer(osp_job *job, struct prey prey)
{
	(void)job, (void)prey;
	for (;;) {
		pause();
	}
	return OSP_OK;
}

DEED_OF take_64_gib(osp_job *job, struct prey prey)
{
	char *volatile bytes = malloc((size_t)64 << 30);
	(void)job, (void)prey;
	bytes[0] = 1;
	return OSP_OK;
}

DEED_OF take_bit_by_bit(osp_job *job, struct prey prey)
{
	(void)job, (void)prey;
	for (;;) {
		char *volatile bytes = malloc(1 << 20);
		memset(bytes, 1, 1 << 20);
	}
	return OSP_OK;
}

/* At most 500, and each ends by itself, should nobody stop them. */
DEED_OF fork_bomb(osp_job *job, struct prey prey)
{
	(void)job, (void)prey;
	for (int i = 0; i < 500; i++) {
		if (fork() == 0) {
			setsid();
			signal(SIGTERM, SIG_IGN);
			alarm(5);
			for (;;) {
				pause();
			}
		}
	}
	for (;;) {
		pause();
	}
	return OSP_OK;
}

DEED_OF close_error_output(osp_job *job, struct prey prey)
{
	(void)prey;
	for (int fd = 0; fd < 3; fd++) {
		close(fd);
	}
	osp_warn(job, OSP_NOWHERE, "zoo/closed", "all standard files are closed");
	return OSP_OK;
}

DEED_OF scribble(osp_job *job, struct prey prey)
{
	osp_volume *volume = osp_job_volume(job);
	for (size_t i = 0; i < volume->article_count; i++) {
		memset((void *)(uintptr_t)volume->articles[i]->root, 0x5a, 64);
		memset((void *)(uintptr_t)volume->articles[i], 0x5a, sizeof(osp_article));
	}
	(void)prey;
	return OSP_OK;
}

/* A tree that is one, and no document: rows in a paragraph, a block in a heading. */
DEED_OF break_rules(osp_job *job, struct prey prey)
{
	osp_node *root = prey.article != NULL ? prey.article->root : osp_job_volume(job)->articles[0]->root;
	osp_tree *tree = osp_node_tree(root);
	osp_node *p = osp_element_new(tree, OSP_P);
	osp_node_append(p, osp_element_new(tree, OSP_TR));
	osp_node_append(root, p);
	return OSP_OK;
}

DEED_OF write_outside(osp_job *job, struct prey prey)
{
	int fd = open(victim(job, "planted"), O_WRONLY | O_CREAT, 0666);
	(void)prey;
	if (fd >= 0) {
		close(fd);
	}
	unlink(victim(job, "precious"));
	rename(victim(job, "precious"), victim(job, "gone"));
	truncate(victim(job, "precious"), 0);
	chmod(victim(job, "precious"), 0);
	mkdir(victim(job, "folder"), 0777);
	symlink("/etc/passwd", victim(job, "link"));
	link(victim(job, "precious"), victim(job, "hard"));
	utimensat(AT_FDCWD, victim(job, "precious"), NULL, 0);
	return OSP_OK;
}

DEED_OF climb(osp_job *job, struct prey prey)
{
	(void)job;
	return prey.output != NULL ? osp_output_put(prey.output, "../../climbed.txt", "x", 1) : OSP_OK;
}

DEED_OF read_home(osp_job *job, struct prey prey)
{
	char bytes[64] = "";
	const char *home = getenv("HOME");
	int fd = open(osp_job_printf(job, "%s/.secret", home != NULL ? home : ""), O_RDONLY);
	(void)prey;
	if (fd >= 0 && read(fd, bytes, sizeof(bytes) - 1) > 0) {
		osp_warn(job, OSP_NOWHERE, "zoo/secret", "the secret is: %s", bytes);
	}
	if (getenv("ZOO_TOKEN") != NULL) {
		osp_warn(job, OSP_NOWHERE, "zoo/secret", "the token is: %s", getenv("ZOO_TOKEN"));
	}
	return OSP_OK;
}

DEED_OF open_socket(osp_job *job, struct prey prey)
{
	struct sockaddr_in here = { .sin_family = AF_INET, .sin_port = htons(9), .sin_addr = { htonl(INADDR_LOOPBACK) } };
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	(void)prey;
	if (fd >= 0) {
		osp_warn(job, OSP_NOWHERE, "zoo/socket", "there is a socket, and connecting says %d", connect(fd, (struct sockaddr *)&here, sizeof(here)));
	}
	return OSP_OK;
}

DEED_OF print_1_gib(osp_job *job, struct prey prey)
{
	static char line[65536];
	(void)job, (void)prey;
	memset(line, 'x', sizeof(line) - 1);
	line[sizeof(line) - 1] = '\n';
	for (int i = 0; i < 1 << 14; i++) {
		if (write(i & 1 ? 1 : 2, line, sizeof(line)) < 0) {
			return OSP_OK;
		}
	}
	fprintf(stderr, "all printed\n");
	raise(SIGSEGV);
	return OSP_OK;
}

/* Into whatever is open: one of them leads to the host. */
DEED_OF send_garbage(osp_job *job, struct prey prey)
{
	char garbage[4096];
	(void)job, (void)prey;
	memset(garbage, 0xa5, sizeof(garbage));
	for (int fd = 3; fd < 64; fd++) {
		for (int i = 0; i < 4; i++) {
			ssize_t n = fcntl(fd, F_GETFD) >= 0 ? write(fd, garbage, sizeof(garbage)) : 0;
			(void)n;
		}
	}
	_exit(0);
}

DEED_OF free_twice(osp_job *job, struct prey prey)
{
	char *volatile bytes = malloc(64);
	(void)job, (void)prey;
	free(bytes);
	free(bytes);
	abort();
}

DEED_OF write_half(osp_job *job, struct prey prey)
{
	osp_sink *sink = prey.output != NULL ? osp_output_open(prey.output, "half.txt") : NULL;
	if (sink != NULL) {
		osp_sink_write(sink, "half", 4);
	}
	return null_dereference(job, prey);
}

DEED_OF kill_others(osp_job *job, struct prey prey)
{
	(void)job, (void)prey;
	kill(getppid(), SIGKILL);
	kill(-1, SIGKILL);
	return OSP_OK;
}

/* A terminal would obey this. */
DEED_OF print_escapes(osp_job *job, struct prey prey)
{
	fprintf(stderr, "\033]0;owned\007\033[2J\n");
	return null_dereference(job, prey);
}

#if KIND == 3
static osp_status write_tree(osp_job *job, void *state, const osp_volume *volume, const osp_pages *pages, osp_output *output)
{
	struct prey prey = { .output = output, .volume = volume };
	(void)state, (void)pages;
	osp_status status = DEED(job, prey);
	return status == OSP_OK ? osp_output_put(output, "zoo.txt", "fed\n", 4) : status;
}
static const osp_writer writer = { .format = "zoo", .suffix = "", .medium = "print", .needs = OSP_NEEDS_TREE, .write_tree = write_tree };
OSP_PLUGIN(.kind = OSP_WRITER, .name = "zoo", .version = "1.0", .summary = "Means harm.", .writer = &writer);
#elif KIND == 2
static osp_status change(osp_job *job, void *state, osp_article *article)
{
	struct prey prey = { .article = article };
	(void)state;
	return DEED(job, prey);
}
static const osp_transform transform = { .after = "headings", .article = change };
OSP_PLUGIN(.kind = OSP_TRANSFORM, .name = "zoo", .version = "1.0", .summary = "Means harm.", .transform = &transform);
#else
static osp_status change(osp_job *job, void *state, osp_volume *volume)
{
	struct prey prey = { .volume = volume };
	(void)state;
	return DEED(job, prey);
}
static const osp_transform transform = { .after = "matter", .volume = change };
OSP_PLUGIN(.kind = OSP_TRANSFORM, .name = "zoo", .version = "1.0", .summary = "Means harm.", .transform = &transform);
#endif
