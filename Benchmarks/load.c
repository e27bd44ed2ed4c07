// A closed-loop HTTP/1.1 load generator: so many kept-alive connections, each sending its own requests one by one.
//
//   load PORT CLIENTS SECONDS [once] < requests
//
// Standard input: for each request a line "CLIENT LENGTH\n", then LENGTH bytes. A client goes through its requests in
// order, each sent when the answer before has come; with `once` it stops after its last one, else it starts again.
// Prints one JSON object: how many answers by status, seconds, and latencies in microseconds.

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { most_clients = 1024, buffer_size = 1 << 20, statuses = 600 };

typedef struct {
  char *bytes;
  size_t length;
} Request;

typedef struct {
  Request *requests;
  size_t count, room, next;
  int socket;
  size_t sent, received;
  char *answer;
  double began;
  int waiting;
} Client;

static Client clients[most_clients];
static long by_status[statuses];
static float *latencies;
static size_t measured, room_for_latencies;
static struct sockaddr_in address;
static int poll_set;

static void stop(const char *why) {
  fprintf(stderr, "load: %s\n", why);
  exit(74);
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void *grown(void *memory, size_t size) {
  memory = realloc(memory, size);
  if (!memory) stop("no memory");
  return memory;
}

static void read_requests(long count) {
  long index;
  size_t length;
  while (scanf("%ld %zu", &index, &length) == 2) {
    if (index < 0 || index >= count || getchar() != '\n') stop("a bad line in the requests");
    Client *client = &clients[index];
    if (client->count == client->room) {
      client->room = client->room ? client->room * 2 : 16;
      client->requests = grown(client->requests, client->room * sizeof(Request));
    }
    char *bytes = grown(NULL, length);
    if (fread(bytes, 1, length, stdin) != length) stop("requests cut short");
    client->requests[client->count++] = (Request){bytes, length};
  }
}

static void start_connection(Client *client) {
  client->socket = socket(AF_INET, SOCK_STREAM, 0);
  int yes = 1;
  setsockopt(client->socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  if (connect(client->socket, (struct sockaddr *)&address, sizeof address) < 0) stop("cannot connect");
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = client};
  epoll_ctl(poll_set, EPOLL_CTL_ADD, client->socket, &event);
}

// Requests are small: a blocking send on a kept-alive loopback connection never waits for long.
static void send_next(Client *client) {
  Request *request = &client->requests[client->next++ % client->count];
  client->began = now();
  client->received = 0;
  client->waiting = 1;
  for (size_t sent = 0; sent < request->length;) {
    ssize_t n = send(client->socket, request->bytes + sent, request->length - sent, MSG_NOSIGNAL);
    if (n < 0 && errno != EINTR) stop("the server closed a connection");
    if (n > 0) sent += (size_t)n;
  }
}

static int starts_with(const char *line, const char *end, const char *name) {
  size_t length = strlen(name);
  return (size_t)(end - line) >= length && strncasecmp(line, name, length) == 0;
}

// 1 when the whole answer is in the buffer.
static int is_complete(Client *client, int *status) {
  char *start = client->answer, *end = start + client->received;
  *end = 0;
  char *head = strstr(start, "\r\n\r\n");
  if (!head) return 0;
  *status = atoi(start + 9);
  long length = -1;
  int chunked = 0;
  for (char *line = strstr(start, "\r\n"); line && line < head; line = strstr(line + 2, "\r\n")) {
    if (starts_with(line + 2, head, "content-length:")) length = atol(line + 2 + 15);
    if (starts_with(line + 2, head, "transfer-encoding: chunked")) chunked = 1;
  }
  char *body = head + 4;
  if (chunked) return end - body >= 5 && memcmp(end - 5, "0\r\n\r\n", 5) == 0;
  if (length < 0) length = 0;
  return end - body >= length;
}

static void keep(double seconds) {
  if (measured == room_for_latencies) {
    room_for_latencies = room_for_latencies ? room_for_latencies * 2 : 1 << 16;
    latencies = grown(latencies, room_for_latencies * sizeof *latencies);
  }
  latencies[measured++] = (float)(seconds * 1e6);
}

static int ascending(const void *a, const void *b) {
  float x = *(const float *)a, y = *(const float *)b;
  return (x > y) - (x < y);
}

static double at(double share) {
  return measured ? latencies[(size_t)(share * (double)(measured - 1))] : 0;
}

int main(int argc, char **argv) {
  if (argc < 4) stop("usage: load PORT CLIENTS SECONDS [once] < requests");
  long count = atol(argv[2]);
  double seconds = atof(argv[3]);
  int once = argc > 4 && strcmp(argv[4], "once") == 0;
  if (count < 1 || count > most_clients) stop("1 to 1024 clients");
  address = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(argv[1]))};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  read_requests(count);
  poll_set = epoll_create1(0);
  long open = 0;
  for (long i = 0; i < count; i++) {
    if (clients[i].count == 0) continue;
    clients[i].answer = grown(NULL, buffer_size + 1);
    start_connection(&clients[i]);
    open++;
  }
  double began = now(), finish = began + seconds, ended = began;
  for (long i = 0; i < count; i++)
    if (clients[i].count) send_next(&clients[i]);
  while (open > 0) {
    struct epoll_event events[256];
    int ready = epoll_wait(poll_set, events, 256, 10000);
    if (ready == 0) stop("no answer in ten seconds");
    for (int i = 0; i < ready; i++) {
      Client *client = events[i].data.ptr;
      ssize_t n = recv(client->socket, client->answer + client->received, buffer_size - client->received, 0);
      if (n <= 0) stop("the server closed a connection");
      client->received += (size_t)n;
      if (client->received == buffer_size) stop("an answer over 1 MiB");
      int status = 0;
      if (!client->waiting || !is_complete(client, &status)) continue;
      ended = now();
      client->waiting = 0;
      keep(ended - client->began);
      if (status > 0 && status < statuses) by_status[status]++;
      if (ended >= finish || (once && client->next == client->count)) {
        close(client->socket);
        open--;
      } else {
        send_next(client);
      }
    }
  }
  qsort(latencies, measured, sizeof *latencies, ascending);
  printf("{\"answers\":%zu,\"seconds\":%.6f,\"p50\":%.1f,\"p99\":%.1f,\"max\":%.1f,\"statuses\":{", measured,
         ended - began, at(0.5), at(0.99), at(1));
  for (int i = 0, first = 1; i < statuses; i++)
    if (by_status[i]) {
      printf("%s\"%d\":%ld", first ? "" : ",", i, by_status[i]);
      first = 0;
    }
  printf("}}\n");
}
