-- The stream of requests, for wrk: a file of requests in turn, the same for every server.
--
-- Arguments after `--`: file, method (GET or POST), mode (repeated or fresh), first number, path, and the lengths
-- that answers may have, separated by commas; none: any.
-- A line of the file: Accept, tab, query, percent-encoded, with @@@@@@@@ where the fresh name goes.

local MARK = "@@@@@@@@"
local stream, count, turn, number, fresh = {}, 0, 0, 0, false
local threads, known, any = {}, {}, true
wrong = 0 -- global, for done() to read from outside

function setup(thread)
  threads[#threads + 1] = thread
end

-- wrk.format counts the body's length; the mark is as wide as what replaces it.
local function pieces(request)
  local found, from = {}, 1
  while true do
    local start, stop = request:find(MARK, from, true)
    if not start then break end
    found[#found + 1] = request:sub(from, start - 1)
    from = stop + 1
  end
  found[#found + 1] = request:sub(from)
  return found
end

function init(args)
  local method, path = args[2], args[5]
  fresh, number = args[3] == "fresh", tonumber(args[4])
  for length in (args[6] or ""):gmatch("%d+") do
    known[tonumber(length)], any = true, false
  end
  for line in io.lines(args[1]) do
    local accept, query = line:match("^([^\t]*)\t(.*)$")
    local headers, target, body = { Accept = accept }, path, nil
    if method == "GET" then
      target = path .. "?query=" .. query
    else
      headers["Content-Type"] = "application/x-www-form-urlencoded"
      body = "query=" .. query
    end
    local parts = pieces(wrk.format(method, target, headers, body))
    count = count + 1
    stream[count] = fresh and parts or table.concat(parts, "00000000")
  end
end

function request()
  turn = turn % count + 1
  if not fresh then return stream[turn] end
  local name = string.format("%08x", number)
  number = number + 1
  return table.concat(stream[turn], name)
end

-- wrk counts what is not 2xx or 3xx by itself; a 204 or a redirect is no answer either.
function response(status, _, body)
  if status ~= 200 or not (any or known[#body]) then wrong = wrong + 1 end
end

function done(summary, latency, _)
  local errors, unexpected = summary.errors, 0
  for _, thread in ipairs(threads) do unexpected = unexpected + thread:get("wrong") end
  io.write(string.format(
    "RESULT requests=%d microseconds=%d bytes=%d p50=%d p99=%d max=%d status=%d connect=%d read=%d write=%d timeout=%d wrong=%d\n",
    summary.requests, summary.duration, summary.bytes, latency:percentile(50), latency:percentile(99), latency.max,
    errors.status, errors.connect, errors.read, errors.write, errors.timeout, unexpected))
end
