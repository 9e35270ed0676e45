-- What wrk sends and prints: the bodies of a file in turn, one a line; figures as one line of JSON.
-- Environment: BODIES (path), CONTENT_TYPE, ACCEPT, UNIQUE (a prefix, or empty). With UNIQUE each "%NEW%" in a body
-- becomes a word never sent before, so that no server has seen the document. With ONCE set the load ends when every
-- body was sent.

local bodies = {}
local unique = os.getenv("UNIQUE")
local once = os.getenv("ONCE")
local sent = 0
local threads = 0

function setup(thread)
  thread:set("thread_number", threads)
  threads = threads + 1
end

function init()
  wrk.method = "POST"
  wrk.headers["Content-Type"] = os.getenv("CONTENT_TYPE")
  wrk.headers["Accept"] = os.getenv("ACCEPT")
  for line in io.lines(os.getenv("BODIES")) do
    bodies[#bodies + 1] = unique and line or wrk.format(nil, nil, nil, line)
  end
end

function request()
  sent = sent + 1
  if once and sent > #bodies then
    wrk.thread:stop()
  end
  local body = bodies[(sent - 1) % #bodies + 1]
  if not unique then
    return body
  end
  local word = unique .. thread_number .. "n" .. sent
  return wrk.format(nil, nil, nil, (body:gsub("%%NEW%%", word)))
end

function done(summary, latency)
  local failures = summary.errors
  io.write(string.format(
    '{"requests": %d, "seconds": %.6f, "bytes": %d, "p50_ms": %.4f, "p99_ms": %.4f, "max_ms": %.4f, '
      .. '"not_2xx": %d, "socket_errors": %d}\n',
    summary.requests, summary.duration / 1e6, summary.bytes, latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3, latency.max / 1e3, failures.status,
    failures.connect + failures.read + failures.write + failures.timeout
  ))
end
