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
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
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

/* All ways to send a signal; whoever could stop the host would hang it. */
DEED_OF kill_others(osp_job *job, struct prey prey)
{
	(void)job, (void)prey;
	kill(getppid(), SIGSTOP);
	kill(getppid(), SIGKILL);
	kill(-getpgid(getppid()), SIGKILL);
	syscall(SYS_tgkill, getppid(), getppid(), SIGKILL);
	kill(-1, SIGKILL);
	return OSP_OK;
}

/* Looks and writes into the host. */
DEED_OF trace_host(osp_job *job, struct prey prey)
{
	char word[8] = "zoo", path[64];
	struct iovec here = { word, sizeof(word) }, there = { (void *)(uintptr_t)job, sizeof(word) };
	int fd = open((snprintf(path, sizeof(path), "/proc/%d/mem", (int)getppid()), path), O_RDWR);
	(void)prey;
	if (ptrace(PTRACE_ATTACH, getppid(), NULL, NULL) == 0 || process_vm_readv(getppid(), &here, 1, &there, 1, 0) > 0 ||
		process_vm_writev(getppid(), &here, 1, &there, 1, 0) > 0 || fd >= 0) {
		osp_warn(job, OSP_NOWHERE, "zoo/traced", "the host lies open");
	}
	return OSP_OK;
}

/* The plugin's own memory is its own; what it breaks there is its own, too. */
DEED_OF write_own_memory(osp_job *job, struct prey prey)
{
	int fd = open("/proc/self/mem", O_RDWR);
	(void)prey;
	if (fd >= 0 && pwrite(fd, "\xff\xff\xff\xff", 4, (off_t)(uintptr_t)job) < 0) {
		return OSP_OK;
	}
	return fd >= 0 ? OSP_FAIL : OSP_OK;
}

DEED_OF raise_limits(osp_job *job, struct prey prey)
{
	struct rlimit all = { RLIM_INFINITY, RLIM_INFINITY };
	(void)job, (void)prey;
	setrlimit(RLIMIT_AS, &all);
	setrlimit(RLIMIT_FSIZE, &all);
	setrlimit(RLIMIT_NPROC, &all);
	prctl(PR_SET_PDEATHSIG, 0);
	prctl(PR_SET_DUMPABLE, 1);
	return take_64_gib(job, prey);
}

DEED_OF block_signals(osp_job *job, struct prey prey)
{
	sigset_t all;
	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, NULL);
	for (int i = 1; i < 65; i++) {
		signal(i, SIG_IGN);
	}
	return loop(job, prey);
}

DEED_OF stop_itself(osp_job *job, struct prey prey)
{
	(void)job, (void)prey;
	raise(SIGSTOP);
	return OSP_OK;
}

DEED_OF close_all(osp_job *job, struct prey prey)
{
	(void)job, (void)prey;
	for (int fd = 0; fd < 1024; fd++) {
		close(fd);
	}
	return OSP_OK;
}

/* What lives on when its parents are gone. */
DEED_OF daemonise(osp_job *job, struct prey prey)
{
	(void)job, (void)prey;
	if (fork() == 0) {
		setsid();
		if (fork() == 0) {
			signal(SIGHUP, SIG_IGN);
			alarm(30);
			for (;;) {
				pause();
			}
		}
		_exit(0);
	}
	return OSP_OK;
}

/* Memory that no process has mapped, and that outlives its maker. */
DEED_OF fill_shared_memory(osp_job *job, struct prey prey)
{
	static char bytes[1 << 20];
	(void)prey;
	memset(bytes, 1, sizeof(bytes));
	for (int file = 0; file < 8; file++) {
		int fd = memfd_create("zoo", 0);
		for (int i = 0; fd >= 0 && i < 200; i++) {
			if (write(fd, bytes, sizeof(bytes)) < 0) {
				break;
			}
		}
		if (fd >= 0) {
			osp_warn(job, OSP_NOWHERE, "zoo/shared", "there is memory that nobody counts");
		}
	}
	if (shmget(IPC_PRIVATE, 1 << 20, IPC_CREAT | 0600) >= 0 || open("/dev/shm/zoo", O_CREAT | O_RDWR, 0600) >= 0) {
		osp_warn(job, OSP_NOWHERE, "zoo/shared", "there is memory that stays");
	}
	return OSP_OK;
}

/* What others have made. */
DEED_OF unlink_outputs(osp_job *job, struct prey prey)
{
	const char *folder = osp_job_volume(job)->folder;
	(void)prey;
	unlink(osp_job_printf(job, "%s/build/zoo.epub", folder));
	unlink(osp_job_printf(job, "%s/build/wechat/index.html", folder));
	rename(osp_job_printf(job, "%s/build/wechat", folder), osp_job_printf(job, "%s/build/gone", folder));
	truncate(osp_job_printf(job, "%s/build/zoo.epub", folder), 0);
	return OSP_OK;
}

/* In its own output: things that are no files. */
DEED_OF make_no_files(osp_job *job, struct prey prey)
{
	const char *link = osp_output_path(prey.output, "link"), *fifo = osp_output_path(prey.output, "fifo");
	(void)job;
	if (link != NULL && symlink("/etc/passwd", link) == 0) {
		osp_warn(job, OSP_NOWHERE, "zoo/link", "there is a link");
	}
	if (fifo != NULL && mkfifo(fifo, 0600) == 0) {
		osp_warn(job, OSP_NOWHERE, "zoo/link", "there is a pipe");
	}
	return OSP_OK;
}

DEED_OF sparse_1_tib(osp_job *job, struct prey prey)
{
	const char *path = osp_output_path(prey.output, "sparse");
	int fd = path != NULL ? open(path, O_WRONLY | O_CREAT, 0600) : -1;
	if (fd >= 0 && ftruncate(fd, (off_t)1 << 40) == 0) {
		osp_warn(job, OSP_NOWHERE, "zoo/sparse", "there is a file of 1 TiB");
	}
	return OSP_OK;
}

DEED_OF make_files(osp_job *job, struct prey prey)
{
	for (unsigned i = 0;; i++) {
		if (osp_output_put(prey.output, osp_job_printf(job, "%u/%u", i % 100, i), "x", 1) != OSP_OK) {
			return OSP_FAIL;
		}
	}
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
#elif KIND == 1
static osp_status read_text(osp_job *job, void *state, const osp_source *source, osp_article *article)
{
	struct prey prey = { .article = article };
	(void)state;
	osp_status status = DEED(job, prey);
	osp_node *p = osp_element_new(osp_node_tree(article->root), OSP_P);
	osp_node_append(p, osp_text_new(osp_node_tree(article->root), source->text, source->len));
	osp_node_append(article->root, p);
	return status;
}
static const osp_reader reader = { .suffixes = "zoo", .read = read_text };
OSP_PLUGIN(.kind = OSP_READER, .name = "zoo", .version = "1.0", .summary = "Means harm.", .reader = &reader);
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
